from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dlpscan.errors import PluginError, UsageError
from dlpscan.plugins import Registry, load

ROOT = Path(__file__).parents[1]

DETECTORS = """
from dlpscan import Category, PatternDetector, Severity, hookimpl

def detector(name):
    return PatternDetector(
        id=name, title=name, category=Category.IDENTITY, severity=Severity.LOW, patterns=("[0-9]{5}",)
    )

@hookimpl
def dlpscan_detectors():
    return [detector(name) for name in IDS]
"""


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed here, dlpscan's own detectors among it, neither helps nor harms a test in this process."""
    monkeypatch.setattr(sys, "path", [each for each in sys.path if not any(Path(each).glob("*.dist-info"))])


def write_plugin(path: Path, *ids: str) -> str:
    path.write_text(DETECTORS.replace("IDS", repr(ids)), encoding="utf-8")
    return str(path)


def write_module(path: Path, text: str) -> str:
    path.write_text("from dlpscan import hookimpl\n" + text, encoding="utf-8")
    return str(path)


def local(registry: Registry) -> list[str]:
    """The detectors that do not come from an installed plugin."""
    paths = {plugin.name for plugin in registry.plugins if os.path.isabs(plugin.origin)}
    return [each.info.id for each in registry.detectors if registry.origin(each.info.id) in paths]


def test_nothing_is_loaded_that_is_neither_installed_nor_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plugin(tmp_path / "acme.py", "acme-id")
    monkeypatch.chdir(tmp_path)
    assert load() == Registry()


def test_a_file_is_a_plugin(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-badge", "acme-room")
    registry = load([path])
    assert local(registry) == ["acme-badge", "acme-room"]
    assert registry.origin("acme-room") == "acme"
    info = next(plugin for plugin in registry.plugins if plugin.name == "acme")
    assert (info.hooks, info.state, info.origin) == (("dlpscan_detectors",), "active", path)


def test_a_directory_holds_plugins_in_order(tmp_path: Path) -> None:
    write_plugin(tmp_path / "zebra.py", "zebra-id")
    write_plugin(tmp_path / "acme.py", "acme-id")
    (tmp_path / "_draft.py").write_text("raise RuntimeError", encoding="utf-8")
    assert local(load([str(tmp_path)])) == ["acme-id", "zebra-id"]


def test_a_package_is_one_plugin(tmp_path: Path) -> None:
    package = tmp_path / "acme"
    package.mkdir()
    write_plugin(package / "rules.py", "acme-id")
    (package / "__init__.py").write_text("from .rules import dlpscan_detectors\n", encoding="utf-8")
    assert local(load([str(package)])) == ["acme-id"]


def test_a_path_given_twice_is_loaded_once(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-id")
    assert local(load([path, str(tmp_path / "." / "acme.py")])) == ["acme-id"]


def test_loading_again_gives_the_same_detectors(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-id")
    assert local(load([path])) == local(load([path]))


def test_a_module_may_define_dataclasses(tmp_path: Path) -> None:
    text = "from dataclasses import dataclass\n@dataclass(slots=True)\nclass A:\n    b: 'int'\n"
    info = load([write_module(tmp_path / "acme.py", text)]).plugins[-1]
    assert (info.name, info.hooks) == ("acme", ())


def test_every_kind_of_hook_is_gathered(tmp_path: Path) -> None:
    text = """
class Thing:
    name = "thing"
    accepts = read = recognise = items = reopen = open = plan = apply = lambda self: None
@hookimpl
def dlpscan_readers(): return [Thing()]
@hookimpl
def dlpscan_layouts(): return [Thing()]
@hookimpl
def dlpscan_sources(): return (Thing(),)
@hookimpl
def dlpscan_reporters(): return [Thing()]
@hookimpl
def dlpscan_actions(): return [Thing()]
"""
    registry = load([write_module(tmp_path / "acme.py", text)])
    for given in (registry.readers, registry.layouts, registry.sources, registry.reporters, registry.actions):
        assert [type(each).__name__ for each in given][-1] == "Thing"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import no_such_module", "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"),
        ("def broken(:", "cannot be imported: SyntaxError"),
        (
            "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute",
            "cannot be imported: Mute",
        ),
        ("raise SystemExit(3)", "cannot be imported: SystemExit: 3"),
        (
            "@hookimpl\ndef dlpscan_detector(): return []",
            "unknown hook 'dlpscan_detector', did you mean 'dlpscan_detectors'?",
        ),
        ("def dlpscan_detectors(): return []", "hook 'dlpscan_detectors' lacks the decorator @hookimpl"),
        ("@hookimpl(wrapper=True)\ndef dlpscan_detectors(): yield", "is a wrapper"),
        ("@hookimpl\ndef dlpscan_detectors(config): return []", "cannot be registered"),
        ("@hookimpl\ndef dlpscan_detectors(): return None", "must return a list, not NoneType"),
        (
            "@hookimpl\ndef dlpscan_detectors(): return 1 / 0",
            "'dlpscan_detectors' failed: ZeroDivisionError: division by zero",
        ),
        ("@hookimpl\ndef dlpscan_detectors(): return [7]", "'dlpscan_detectors': int has no info, patterns, judge"),
        ("@hookimpl\ndef dlpscan_readers(): return [7]", "'dlpscan_readers': int has no accepts, read"),
    ],
)
def test_a_broken_plugin_is_named_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = write_module(tmp_path / "acme.py", text)
    with pytest.raises(PluginError) as caught:
        load([path])
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"plugin 'acme' ({path})")
    assert "\n" not in str(caught.value)


def test_a_property_that_raises_is_the_plugins_fault(tmp_path: Path) -> None:
    text = """
class Bad:
    @property
    def info(self): raise KeyError("x")
@hookimpl
def dlpscan_detectors(): return [Bad()]
"""
    with pytest.raises(PluginError, match="'dlpscan_detectors' failed: KeyError"):
        load([write_module(tmp_path / "acme.py", text)])


@pytest.mark.parametrize("name", ["Acme", "acme_id", "-acme", "acme-", "a--b", "", "é"])
def test_an_id_is_lower_case_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(PluginError, match="must be lower-case words joined by hyphens"):
        load([write_plugin(tmp_path / "acme.py", name)])


def test_a_failed_import_can_be_repaired(tmp_path: Path) -> None:
    path = tmp_path / "acme.py"
    path.write_text("raise ValueError('not yet')", encoding="utf-8")
    with pytest.raises(PluginError, match="not yet"):
        load([str(path)])
    write_plugin(path, "acme-id")
    assert local(load([str(path)])) == ["acme-id"]


def test_a_failed_import_of_a_package_can_be_repaired(tmp_path: Path) -> None:
    package = tmp_path / "acme"
    package.mkdir()
    (package / "__init__.py").write_text("from .rules import dlpscan_detectors\n", encoding="utf-8")
    (package / "rules.py").write_text("", encoding="utf-8")
    with pytest.raises(PluginError, match="cannot import name 'dlpscan_detectors'"):
        load([str(package)])
    write_plugin(package / "rules.py", "acme-id")
    assert local(load([str(package)])) == ["acme-id"]


def test_a_hook_of_a_later_version_may_be_optional(tmp_path: Path) -> None:
    text = "@hookimpl(optionalhook=True)\ndef dlpscan_dreams(): return []"
    assert load([write_module(tmp_path / "acme.py", text)]).plugins[-1].hooks == ()


def test_duplicate_detectors_name_both_plugins(tmp_path: Path) -> None:
    paths = [write_plugin(tmp_path / "acme.py", "same"), write_plugin(tmp_path / "zebra.py", "same")]
    with pytest.raises(PluginError, match=r"detector 'same' is defined by both plugin 'acme' .* and plugin 'zebra'"):
        load(paths)


def test_duplicate_plugins_name_both_paths(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    paths = [write_plugin(tmp_path / "acme.py", "one"), write_plugin(tmp_path / "other" / "acme.py", "two")]
    with pytest.raises(PluginError, match="two plugins have the same name") as caught:
        load(paths)
    assert all(path in str(caught.value) for path in paths)


def test_a_path_without_a_plugin(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for path, message in [
        (tmp_path, "no plugin in the directory"),
        (tmp_path / "absent.py", "cannot read the plugin path"),
        (tmp_path / "notes.txt", r"a plugin is a \.py file or a directory"),
    ]:
        with pytest.raises(PluginError, match=message):
            load([str(path)])


def test_disable_a_detector(tmp_path: Path) -> None:
    registry = load([write_plugin(tmp_path / "acme.py", "one", "two")], disable=["one"])
    assert local(registry) == ["two"]
    with pytest.raises(KeyError):
        registry.origin("one")


def test_a_disabled_plugin_is_not_imported(tmp_path: Path) -> None:
    path = write_module(tmp_path / "acme.py", "raise ValueError")
    info = load([path], disable=["acme"]).plugins[-1]
    assert (info.name, info.state) == ("acme", "disabled")


def test_disabling_something_unknown_suggests(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-badge")
    with pytest.raises(PluginError, match=r"cannot disable 'acme-bagde'.*did you mean 'acme-badge'"):
        load([path], disable=["acme-bagde"])


def test_require(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-badge")
    load([path], require=["acme", "acme-badge"])
    for missing in ("zebra", "acme-badg"):
        with pytest.raises(PluginError, match=f"required plugin or detector '{missing}' is missing"):
            load([path], require=[missing])
    with pytest.raises(PluginError, match="missing or disabled"):
        load([path], require=["acme-badge"], disable=["acme-badge"])


def test_only_keeps_the_order_of_the_registry(tmp_path: Path) -> None:
    registry = load([write_plugin(tmp_path / "acme.py", "one", "two", "three")])
    chosen = registry.only(["three", "one"])
    assert [each.info.id for each in chosen.detectors] == ["one", "three"]
    assert chosen.origin("three") == "acme"
    with pytest.raises(UsageError, match="unknown detector 'tow', did you mean 'two'"):
        registry.only(["tow"])


def test_a_path_is_never_bundled(tmp_path: Path) -> None:
    path = write_plugin(tmp_path / "acme.py", "acme-id")
    assert not load([path]).is_bundled
    assert load([path], disable=["acme"]).is_bundled == load().is_bundled


def install(site: Path, distribution: str, module: str, *ids: str) -> None:
    """A distribution as an installer leaves it: the module, its metadata, its entry point."""
    folder = site / f"{distribution.replace('-', '_')}-1.2.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(f"[dlpscan_v1]\n{module} = {module}\n", encoding="utf-8")
    write_plugin(site / f"{module}.py", *ids)


def loaded(site: Path, call: str) -> dict[str, Any]:
    """What a registry says in a fresh interpreter that sees only the engine, the site and our dependencies."""
    code = (
        "import json, sys\nfrom dlpscan.plugins import load\n"
        f"registry = {call}\n"
        "print(json.dumps({'plugins': [[p.name, p.version, p.origin, p.state] for p in registry.plugins],"
        " 'detectors': [d.info.id for d in registry.detectors], 'bundled': registry.is_bundled,"
        " 'heavy': sorted({'numpy', 'regex', 'hyperscan', 'rich', 'click'} & set(sys.modules))}))"
    )
    path = os.pathsep.join([str(site), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_entry_points_are_loaded_and_nothing_heavy_with_them(tmp_path: Path) -> None:
    install(tmp_path, "acme-dlp", "acme_dlp", "acme-id")
    answer = loaded(tmp_path, "load()")
    assert ["acme_dlp", "1.2", "acme-dlp", "active"] in answer["plugins"]
    assert "acme-id" in answer["detectors"]
    assert not answer["bundled"]
    assert not {"hyperscan", "rich", "click"}.intersection(answer["heavy"])


def test_an_entry_point_can_be_disabled(tmp_path: Path) -> None:
    install(tmp_path, "acme-dlp", "acme_dlp", "acme-id")
    answer = loaded(tmp_path, "load(disable=['acme_dlp'])")
    assert ["acme_dlp", "1.2", "acme-dlp", "disabled"] in answer["plugins"]
    assert answer["bundled"]


def test_plugins_of_the_distribution_itself_are_bundled(tmp_path: Path) -> None:
    install(tmp_path, "dlpscan", "dlpscan_toy", "toy-id")
    answer = loaded(tmp_path, "load()")
    assert ["dlpscan_toy", "1.2", "dlpscan", "active"] in answer["plugins"]
    assert answer["bundled"]


def test_what_an_uninstallation_left_behind_has_no_origin(tmp_path: Path) -> None:
    install(tmp_path, "acme-dlp", "acme_dlp", "acme-id")
    next(tmp_path.glob("*.dist-info/METADATA")).unlink()
    assert ["acme_dlp", None, "unknown", "active"] in loaded(tmp_path, "load()")["plugins"]


def test_broken_metadata_names_the_package(tmp_path: Path) -> None:
    install(tmp_path, "acme-dlp", "acme_dlp", "acme-id")
    next(tmp_path.glob("*.dist-info/entry_points.txt")).write_text("[dlpscan_v1]\nacme\n", encoding="utf-8")
    code = (
        "from dlpscan.plugins import PluginError, load\n"
        "try:\n    load()\nexcept PluginError as error:\n    print(error)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.startswith("the metadata of the installed package 'acme-dlp' cannot be read: ")


def test_broken_metadata_of_a_package_without_plugins_is_nobodys_concern(tmp_path: Path) -> None:
    install(tmp_path, "acme-dlp", "acme_dlp", "acme-id")
    next(tmp_path.glob("*.dist-info/entry_points.txt")).write_text("[console_scripts]\nacme\n", encoding="utf-8")
    assert "fr-nir" in loaded(tmp_path, "load()")["detectors"]


def test_a_spawned_worker_knows_the_functions_of_a_local_plugin(tmp_path: Path) -> None:
    path = write_module(tmp_path / "acme.py", "def is_valid(text): return text == 'yes'\n")
    load([path])
    (module,) = [each for each in sys.modules.values() if getattr(each, "__file__", None) == path]
    pickled = pickle.dumps(module.is_valid)
    code = (
        "import pickle, sys\nfrom dlpscan.plugins import load\nload([sys.argv[1]])\n"
        "is_valid = pickle.loads(sys.stdin.buffer.read())\nprint(is_valid('yes'), is_valid('no'))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")])}
    command = [sys.executable, "-c", code, path]
    done = subprocess.run(command, input=pickled, capture_output=True, env=environment, check=True)
    assert done.stdout.split() == [b"True", b"False"]
