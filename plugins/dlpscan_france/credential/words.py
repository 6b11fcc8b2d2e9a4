"""What is no password although it stands where one would, and what stands near real ones."""

from __future__ import annotations

from ..base import Expressions

PLACEHOLDERS = frozenset((
    "abcd", "absent", "access", "achanger", "actif", "active", "admin", "ancien", "and", "aremplacer", "asterisk",
    "asterisques", "aucun", "authentication", "authentification", "avec", "bar", "baz", "bcrypt", "blank",
    "bloque", "bool", "boolean", "bytes", "censored", "champ", "change", "change_me", "changeit", "changeme",
    "changezmoi", "char", "chiffre", "code", "communique", "confidentiel", "confirmation", "confirmer",
    "confirmez", "connexion", "contrasena", "correct", "credentials", "crypt", "dans", "data", "default", "defaut",
    "defini", "definir", "different", "doit", "dummy", "empty", "encrypted", "enter", "entrez", "envoye",
    "envoyee", "errone", "est", "example", "exemple", "expire", "expired", "false", "field", "filtered", "foo",
    "foobar", "forgot", "forgotten", "from", "has", "hash", "hashed", "hidden", "hunter2", "idem", "identifiant",
    "identique", "inactif", "inchange", "inchangee", "inconnu", "incorrect", "incorrecte", "input", "int",
    "invalid", "invalide", "kennwort", "ko", "length", "letmein", "login", "longueur", "lost", "masked", "masque",
    "mdp", "minimum", "modifie", "monmotdepasse", "mot_de_passe", "motdepasse", "must", "my_password",
    "mypassword", "mysecret", "n/a", "na", "nc", "neant", "nil", "no", "non", "none", "not", "nouveau", "null",
    "obligatoire", "ok", "only", "optional", "oublie", "oubliee", "oui", "pass", "passe", "passw", "passwd",
    "password", "passwort", "pattern", "perdu", "perdue", "personal", "personnel", "placeholder", "policy", "pour",
    "prive", "prompt", "prompted", "protected", "protege", "protegee", "provisoire", "pwd", "redacted", "regex",
    "reinitialise", "reinitialiser", "remis", "remise", "removed", "required", "required.", "requis", "reset",
    "root", "s3cret", "saisir", "saisissez", "salt", "sample", "sans", "secret", "self", "senha", "sera", "str",
    "string", "suivant", "supersecret", "tbd", "temporaire", "test", "text", "texte", "that", "the", "this",
    "todo", "token", "transmis", "true", "trustno1", "undefined", "user", "username", "valeur", "valide",
    "valider", "value", "varchar", "vide", "votre", "votre_mot_de_passe", "votremotdepasse", "vous", "wachtwoord",
    "was", "when", "will", "with", "xxx", "xxxx", "xxxxx", "xxxxxx", "xxxxxxxx", "yes", "your-password",
    "your_password", "your_secret", "yourpassword", "yyyy", "zzzz",
))  # fmt: skip

SEEN = Expressions(
    # Who the password belongs to.
    login="|".join((
        r"\b(?:log[io]n|identifiants?|user(?:name|id)?|utilisateur|compte|uid|e-?mail|mail|courriel)\b.{0,4}[:=|»'\" ]",
        r"\b(?:id|n° ?(?:de )?dossier|session|acces|account|trigramme|matricule|usr|ndc)\b.{0,4}[:=|»'\" ]",
        r"\b(?:samaccountname|nom d'utilisateur)\b",
        r"[\w.+-]+@[\w-]+\.\w",
    )),
    # Rules, instructions and examples.
    rule="|".join((
        r"exemples?\b", r"\bex ?[.:]", r"par ex\b", "du type", r"\btel(?:le)? que", r"\bcomme\b", "mauvais",
        "faible", r"\binterdits?\b", "a eviter", r"\bevite", "format", r"\bde la forme", r"\bdoit\b", "doivent",
        "caracteres", "majuscule", "minimum", "longueur", "politique", "oublie", "choisi", r"\bsample", "example",
        "dummy", "fake", r"\be\.g", "placeholder", r"\bjamais\b", r"\bne pas (?:utiliser|mettre)", "remplace",
        "template", "modele", "todo", "documentation", r"\bdemo\b",
    )),
    # Codes of doors.
    door="|".join((
        r"\bportes?\b", r"\bportail(?! (?:patient|web|internet|labo|sante|client|numerique|de|d'))", "portillon",
        "immeuble", "digicode", "parking", "batiment", r"\bbat\b", "interphone", "residence", r"\bhall\b",
        "entree", "ascenseur", "grille", "barriere", "code postal", "code barre", "alarme", "vestiaire", "casier",
        r"local\b", "cle sous",
    )),
    # A line of a program.
    code="|".join((
        r"\b(?:def|return|import|function|const|let|var|class|self|assert\w*|raise|public|private)\b.*[=(]",
        r"\b(?:static|void|else|elif|print|echo|throw|expect|mock|describe)\b.*[=(]",
        "=>", "->", r"\(\)", r"^\s*(?:#|//|\*)",
    )),
    masked="|".join((
        r"^[*•●·xX._#?\s-]+$", r"\*{3,}", "•{2,}", "●{2,}", r"\.{4,}", "_{4,}", "x{4,}", "X{4,}",
    )),
    # Variables, calls, paths, options.
    looked_up="|".join((
        r"^(?:\$|%|@\{|\{|<|\[|&|\()", r"[({\[\]})]", r"\$\{", r"\{\{", "<%", r"env\b", "environ", "getenv", "::",
        "->",
        r"^(?:self|this|os|config|settings|request|req|args|opts|params|process|data|user|cls|options|props)\.",
        r"^(?:form|body|ctx|app|Rails|System|conf|cfg|secrets|vault|kwargs|values|event)\.",
        r"\.(?:get|value|text|password|passwd|pwd|length|trim|strip|encode|data|name|val)\b",
        "^(?:https?|ftp|file):", r"^\\\\", "^/[a-z]+/", r"\\[nrt]", "^-+", "^[+&|]", "^![a-z]", "^--", "%s", r"%\(",
        r"^[a-z_]\w*=", "^[a-z]+:[a-z:]", "^//", r"^\d{2,5}/", r"^\w+/\w+[/.]", r"\.html",
        "^[a-z]+(?:-[a-z]+){2,}", r"@[\w-]+\.\w",
        r"\.(?:py|js|php|html?|txt|pdf|docx?|ya?ml|json|conf|java)$",
    )),
    pin=r"(?:\bpin|porteur|confidentiel|secret)\W{0,3}$",
    # Names of machines, programs and places, times.
    thing="|".join((
        r"^[A-Z]{2,}-?\d{1,2}$", "^[A-Z]+(?:_[A-Z0-9]+)+$", "^[A-Z]+(?:-[A-Z0-9]+)+$", r"^\d{1,2}h\d\d",
        r"^\d[\d.]*[+-]",
        r"^(?:windows|office|poste|salle|niveau|version|v)\d",
    )),
    hexadecimal="|".join((
        "[0-9a-f]{16,}", "[0-9A-F]{16,}",
    )),
    # Labels of French prose.
    french="|".join((
        "mdp", "mots? ?de ?passe", "acces", r"m\. ?de ?passe", "code",
    )),
    specimen="|".join((
        "exemple", "example", "specimen", "sample", "your", "votre",
        "(?:my|mon|some|secret).{0,12}(?:pass|secret|mdp)", "secretname", "placeholder", "dummy", "xxxx",
    )),
    # Hashes, see crypt(5).
    crypt=r"^(?:\$(?:2[abxy]|[156y]|apr1|argon2id?)\$|\{S?(?:SHA|MD5|CRYPT)\d*\}|pbkdf2_sha\d+\$)",
    date="|".join((
        r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$", r"^\d{4}-\d\d-\d\d", r"^\d{1,2}[:h]\d\d(?::\d\d)?$",
    )),
    constant="|".join((
        "^[A-Z][A-Z_]{3,}$", "^_*[a-z]+(?:_[a-z]+)+_*$", "^[a-z]+(?:[A-Z][a-z]+)+$", r"^[a-z]+(?:\.[a-z_]+)+$",
    )),
)  # fmt: skip
