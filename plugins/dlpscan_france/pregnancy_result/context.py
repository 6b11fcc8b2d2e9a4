"""What the words around a statement say of it: of whom it is, whether it is a rule, a question, a wish.

No single word decides. `Passage.evidence` adds up what speaks for a person's record and what for a general text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dlpscan import Hits

from ..base import Expressions
from ..language.folding import plain
from ..language.statements import Surroundings

_LINE, _AROUND = 150, 260
_SHORT_LINE, _LONG_LINE = 170, 400
_MOST_PERSON, _MOST_GENERAL = 2.0, 3.0

# What speaks for a record of one person, and how much.
PERSONAL: dict[str, float] = {
    r"\b(?:mme|mlle|melle|madame|mademoiselle) [a-z]|\bpatient : |\bpatiente : ": 2.0,
    r"\bpatiente\b|\bpte\b|\bpat\b|\bparturiente\b|\bgestante\b|\bla dame\b|\bdame de\b": 1.5,
    r"\b(?:f|femme|jf|pte|mineure|jeune \w+) (?:de )?\d\d ?ans|\b\d\d ans\b|\bnee le|\bddn\b|\bdossier|\bipp\b": 1.0,
    r"\b(?:elle|je|j'ai|jai|m'a|mon|ma)\b|\bvotre (?:patiente|test|resultat|prise|taux)|\bdocteur\b|\bdr\b"
    r"|\bconsoeur": 1.0,
    r"\? ?(?:oui|non)\b|: (?:oui|non)\b|(?:oui|non) ?\[|\[x\]": 1.0,
    r"\bbox \d|\blit \d|\bchambre \d|\bvad\b|\brdv\b|\burgences\b|\bentree\b|\bce jour|\bce matin|\bce soir|\bhier\b"
    r"|\baujourd'hui|\bretour de|\bbilan du": 1.0,
    r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|\bj-?\d\b": 0.5,
    r"\bras\b|\beva\b|\batcd|\bantecedent|\bttt\b|\becho\b|\bechographie|\bmetro|\bdl\b|\bdouleurs?\b|\bfid\b|\bta \d"
    r"|\bbu\b|\bmaf\b"
    r"|\bcontractions|\bcol \b|\bmonito|\bsuivie|\badress|\bvue\b|\bconsult(?:e|ation du)|\brenseignement": 0.5,
}
# What speaks for a text about nobody: leaflets, rules, courses, catalogues, quality control, code.
IMPERSONAL: dict[str, float] = {
    r"\bvous\b|\bvos\b|\btu\b|\bvotre (?!patiente|test|resultat|prise|taux)": 1.0,
    r"\b(?:les|des|aux|ces|leurs|chez les) (?:femmes|patientes|salariees|meres|agentes|personnes|couples|jeunes"
    r"|mineures)"
    r"|\benceintes\b|\bgrossesses\b|\btoutes? (?:patiente|femme|personne|grossesse)|\bchaque\b": 1.0,
    r"\bchez (?:la|une|les|toute|des) |\bune femme\b|\bla femme\b|\bla salariee\b|\bl'on\b|\bon (?:est|peut"
    r"|doit)\b": 1.0,
    r"\bil (?:faut|convient|est (?:recommande|conseille|possible|interdit))|\bdoit\b|\bdoivent\b|\bdevra\w*|\bpeut-on"
    r"|\bfaut-il|\bpeuvent\b|\bsignifie|\bdefinition|\bse dit\b|\bc'est-a-dire|\bpar exemple|\brecommand\w+": 1.0,
    r"\btarif|\bprix\b|€|\beuros?\b|\bstock\b|\bboites?\b|\bcommand\w+|\bfournisseur|\blivr(?:e|aison)\w*\b"
    r"|\brupture (?:de stock|dans|d\'appro)"
    r"|\breactifs?\b|\bref\.? ?\d|\breferences? (?:\d|:)|\bcatalogue|\bfacture|\bcoffret|\bcassettes?\b|\bkits?\b"
    r"|\bsets? (?:tg|de)\b": 1.5,
    r"\blots? \w|\bcontrole (?:de )?qualite|\bcontroles? (?:interne|faible|fort|positif|negatif|hcg|niveau)|\bcqi\b"
    r"|\bciq\b|\beeq\b"
    r"|\bcalibr\w+|\bniveau \d|\bcibles?\b|\bautomates?\b|\btitres?\b|\blinearite|\bdilu\w+|\bincertitude"
    r"|\bseuils?\b(?! \d)"
    r"|\btemoins?\b|\binterferen\w+|\bperem\w+|\bperime|\bsensibilite|\bspecificite|\bcommentaire (?:type"
    r"|general)": 1.5,
    r"\bprotocole|\bprocedure|\bconduite a tenir|\barticle \d|\bnotice|\bdepliant|\bbrochure|\batelier|\bconference"
    r"|\bformation\b|(?<!en )(?<!au )\bcours\b|\breunion|\bexercice|\bquestions?\b(?! ?:)|\bmagazine|\bforum|\blivret"
    r"|\breglement|\bloi\b"
    r"|\bprogramme d|\bessai|\bcriteres?\b|\binclusion|\betude\b|\bcohorte|\bstatisti\w+|\bactivite\b|\bordonnance type"
    r"|\bmodele\b|\bvierge\b|\bexamen d|\bguide\b|\baide-memoire|\bfiche (?:technique|reflexe|pratique)"
    r"|\bvrai ou faux": 1.0,
    r"\d ?%|\ben france\b|\ben moyenne\b|\bnombre de\b|\btaux de\b|\bparmi\b": 0.5,
    r"\benum\b|\bselect\b|\bcreate table|\bvarchar|\bif ?\(|\bdef |\breturn\b|==|\bregex|\bassert|\bboolean|\bdefault\b"
    r"|\bdefaut|\bconst\b|\bwarn\b|\bcase when|\bregle ?:": 2.0,
    r"\bchienn?e?\b|\bchatte?\b|\bjument|\bvache|\bbrebis|\btruie|\bchevre|\banima(?:l|ux)|\bveterinaire|\bpetits\b"
    r"|\bgestation\b(?! :)"
    r"|\blapine|\bportee\b|\belev(?:age|eur)": 2.0,
    r"\btesticul\w+|\bseminom|\bgermina\w+|\bmarqueurs? (?:tumor|seri)|\bafp\b(?!.{0,20}mom)|\borchi|\bprostat"
    r"|\bhomme\b|\bdopage"
    r"|\bregime\b|\bmonsieur\b|\bm\. [a-z]": 1.5,
}  # fmt: skip
# In the clause before a statement: it is a condition, a rule, a doubt.
_SUPPOSED = (
    # What a value tells in general: "évoque un début de grossesse".
    r"\b(?:evoque|signifie|traduit|temoigne|oriente|suggere|indique|revele|correspond)\w{0,4} (?:a |vers |d')?une? |"
    r"\b(?:si|s'il|s'ils|en cas d[e']|lorsqu\w+|lorsque|quand|chez (?!mme|mlle|cette|ma|notre|votre|elle|madame)"
    r"|afin d\w*"
    r"|des que|pour savoir|doit|doivent|devra\w*|peut|peuvent|peut-on|peut-elle|pourrai\w*|faut|serait|seraient"
    r"|risque d\w*|suspicion"
    r"|susp(?:ecte?|icion)?|exclure|eliminer|verifier|rechercher|possibilite|hypothese|faux|fausse(?! couche)"
    r"|fausser?|aucune?|chaque|toute?s? "
    r"|tous|exemples?(?= ?:| de)|modele|evit\w+|contre-indi\w+|deconseill\w+|interdi\w+|recommand\w+|obligatoire"
    r"|necessit\w+"
    r"|exig\w+|condition\w*|comment|pourquoi|combien|que faire|quel\w*|fournir|obtenir|disposer|etes-vous|es-tu"
    r"|est-elle"
    r"|vous (?:etes|pensez|n'etes|venez|soyez|planifiez|avez un)|tu es|soyez|votre grossesse|planifi\w+|envisag\w+"
    r"|attention aux?|eventuel\w*"
    r"|ni|avant toute|d'ici|prevention|conseils?|permet\w*|pouvoir|critere\w*|signifie|veut dire|dite?s?"
    r"|comme une?)\b[^.;!\n]{0,70}$"
)
_WISHED = (
    r"\b(?:desir|projet|envie|souhait\w*|volont\w+|essa\w+|veut|voudrait|aimerait|tomber|devenir|volontaire|hors"
    r"|apres|risque"
    r"|avant|pendant|durant|depuis|(?:au )?debut|fin|au cours|bilan|ceinture|coussins?|vetements?|ballons?|massage"
    r"|yoga|diabete|masque"
    r"|arret|conge|tests?|sante|derniere|1ere|2e|2eme|precedente|autre|nouvelle|future|prochaine|prevenir|programme"
    r"|prevention|gym\w*|bas|huile|magazine|livre|interrompre|interruption|interruptions|annoncer?|deni|denis|age"
    r"|nombre|date|etat)"
    r"(?: (?:de|d'|la|d'une|une|sa|leur|etre|du|a|toute|des|cette|ou)){0,3} ?(?:d')?$"
)
_GENERIC = (
    r"\b(?:une|la|les|des|toute|aux?|chez|d'une|chaque|aucune|pour|de la|par la|sous|en|leur|l[a']|cette|parmi|menu"
    r"|pictogramme \w*)"
    r" (?:jeune |future )?(?:femme|patiente|salariee|etudiante|personne|mere|maman|voisine|collegue|collaboratrice"
    r"|agente|travailleuse"
    r"|mineure|adolescente|actrice|star|princesse|employee|conductrice|passagere|voyageuse|sportive|chienne|chatte"
    r"|jument|vache)e?(?: \w+ment)? $"
    r"|\b(?:femme|femmes|patientes|agents|salariees) $|\bune? (?:proche|amie|femme|patiente|personne|salariee"
    r"|collegue) est $|\bon est $|\bmur d'$|\bl'$|\bd'$|\betre $|\bl'on est $"
)
_SUBJECT = (
    r"\b(?:mme|mlle|melle|madame|mademoiselle|patiente|pte|pat|elle|je|dame|fille|femme|soeur|mere|maman|epouse"
    r"|compagne|conjointe"
    r"|copine|niece|cousine|ans|an|mineure|ado\w*|parturiente|gestante|residente|f|jf|qui|dt|dr"
    r"|nee)\b[^.;!?\n]{0,60}$|^\W{0,3}(?:est|suis) $"
)
_OWN = r"\b(?:sa|ma|notre|cette|la) $|\b(?:notre|ma|votre|cette) (?:patiente|femme|fille|soeur|belle-\w+) $"
_RULE_BEHIND = (
    r"^\W{0,3}(?:(?:ou|et/ou|si|sous \d+|en dessous|au-dessus|entre|des le|des \d+|jusqu\w+|dans les \d+|est exig\w+"
    r"|exig\w+|requis|obligatoire"
    r"|est obligatoire|necessaire|doit|doivent|a l'inclusion|signifie|exclut|permet|correspond|indique|evoque|impose"
    r"|conforme|attendue?s?"
    r"|autorise\w*|possible|est possible|sur avis|recommand\w+|deconseill\w+|conseill\w+|compatible|sera|datant"
    r"|de moins de|peut|n'exclut|chez (?:la|l'homme|les|une)"
    r"|faussement|est (?:fiable|contre|deconseille|possible|recommande)|constitue|justifie|est demande|est exige"
    r"|est requis|sur controle)\b"
    r"|/ ?[a-z]|a \d+ ?-|» ?(?:devient|est|:)|\?)"
)

_EXPRESSIONS = Expressions(
    supposed=_SUPPOSED, wished=_WISHED, generic=_GENERIC, subject=_SUBJECT, own=_OWN, ruled=_RULE_BEHIND,
    list=r"libell|label|champ|question|intitul|titre|article|rubrique|designation|service|display|produit",
    named=r"gross|enceinte|preg|h\W?c\W?g|gonado|ddr|ddg|dpa|terme|regles|accouch|amenor|gestation|tgu",
    clause=r"(?<!mme)(?<!mlle)(?<!\bm)(?<!\bdr)[.;!?•] |\.{3,}|[«\"] ?| - ",
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A hit with its surroundings, all plain: its value, its line before and behind it, the lines around."""

    value: str
    before: str
    behind: str
    above: str
    below: str
    in_cell: bool

    @cached_property
    def clause(self) -> str:
        """What stands before the hit in its sentence."""
        return _EXPRESSIONS["clause"].split(self.before)[-1]

    @cached_property
    def is_short(self) -> bool:
        """Whether its line or cell is short: a note, a line of a report."""
        return self.in_cell or len(self.before) + len(self.value) + len(self.behind) <= _SHORT_LINE

    @cached_property
    def around(self) -> str:
        """All of it."""
        # What stands around a cell may be of somebody else.
        if self.in_cell:
            return f"{self.before}{self.value}{self.behind}"
        return f"{self.above}\n{self.before}{self.value}{self.behind}\n{self.below}"

    @property
    def is_supposed(self) -> bool:
        """Whether the clause is a condition, a rule or a doubt."""
        return bool(_EXPRESSIONS["supposed"].search(self.clause))

    @property
    def is_wished(self) -> bool:
        """Whether what stands right before makes it a wish, a period, a thing: "désir de", "pendant la", "test de"."""
        return bool(_EXPRESSIONS["wished"].search(self.clause))

    @property
    def is_generic(self) -> bool:
        """Whether it is said of women at large."""
        return bool(_EXPRESSIONS["generic"].search(self.clause))

    @property
    def has_subject(self) -> bool:
        """Whether somebody stands before it in the clause, or it begins the line."""
        return bool(_EXPRESSIONS["subject"].search(self.clause))

    @property
    def is_own(self) -> bool:
        """Whether a pronoun says whose it is."""
        return bool(_EXPRESSIONS["own"].search(self.clause))

    @property
    def is_ruled(self) -> bool:
        """Whether what follows makes it a rule or a question."""
        return bool(_EXPRESSIONS["ruled"].search(self.behind))

    @cached_property
    def evidence(self) -> float:
        """How much the surroundings speak for a record of a person."""
        personal = min(_weighed(self.around, personal=True), _MOST_PERSON)
        general = min(_weighed(self.around, personal=False), _MOST_GENERAL)
        length = len(self.before) + len(self.behind)
        return personal - general + self.is_short - 0.5 * (length > _LONG_LINE)

    def mentions(self, pattern: re.Pattern[str]) -> bool:
        """Whether something is said around it."""
        return bool(pattern.search(self.around))


@lru_cache(maxsize=512)
def _weighed(text: str, *, personal: bool) -> float:
    return sum(weight for pattern, weight in _compiled(personal=personal) if pattern.search(text))


@lru_cache(maxsize=2)
def _compiled(*, personal: bool) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(text), weight) for text, weight in (PERSONAL if personal else IMPERSONAL).items())


class Passages:
    """The passages of hits."""

    def __init__(self, hits: Hits) -> None:
        self._surroundings = Surroundings(hits)
        self._text = hits.chunk.text
        self._start, self._end, self._cell = hits.start.tolist(), hits.end.tolist(), hits.cell.tolist()

    def of(self, index: int, *, beyond: bool = False) -> Passage:
        """The passage of a hit; `beyond` its cell, too."""
        before, behind = self._surroundings.of(index, before=_AROUND, after=_AROUND)
        start, end = self._start[index], self._end[index]
        value = self._text[start:end].decode()
        in_cell = self._cell[index] >= 0
        above = below = ""
        if beyond or not in_cell:
            above, below = self._above(start, in_cell=in_cell), self._below(end, in_cell=in_cell)
        return Passage(plain(value), plain(before), plain(behind), plain(above), plain(below), in_cell)

    def _above(self, start: int, *, in_cell: bool) -> str:
        line = start if in_cell else self._text.rfind(b"\n", 0, start)
        return "" if line < 0 else self._text[max(0, line - _AROUND) : line].decode(errors="replace")

    def _below(self, end: int, *, in_cell: bool) -> str:
        line = end if in_cell else self._text.find(b"\n", end)
        return "" if line < 0 else self._text[line : line + _LINE].decode(errors="replace")


class Names:
    """What a hit's column, path or row calls it."""

    def __init__(self, hits: Hits) -> None:
        self._hits, self._cells = hits, hits.chunk.cells()

    def is_list(self, index: int) -> bool:
        """Whether the column holds what things are called, not what is said of somebody."""
        return bool(_EXPRESSIONS["list"].search(self.of(index)))

    def of(self, index: int) -> str:
        """The header and path of a hit's cell, and what stands before it in its row if they do not name it."""
        cell = int(self._hits.cell[index])
        if self._cells is None or cell < 0:
            return ""
        label = int(self._cells.label[cell])
        names = [group[label] or "" for group in (self._cells.names, self._cells.paths) if 0 <= label < len(group)]
        name = plain(" ".join(names))
        if _EXPRESSIONS["named"].search(name):
            return name
        start = int(self._cells.start[cell])
        return (
            name
            + " "
            + plain(self._hits.chunk.text[max(0, start - _LINE) : start].decode(errors="replace").rpartition("\n")[2])
        )
