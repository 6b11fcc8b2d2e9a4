def mask(v: str) -> str:
    return v[:3] + "*"


def fingerprint(k: bytes, d: str, v: str) -> str:
    return "x"


def load_key() -> bytes:
    return b"k" * 32
