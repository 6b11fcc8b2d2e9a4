"""Whose an e-mail address is, by its words: those of offices and machines, and domains that are nobody's."""

from __future__ import annotations

OFFICES = (
    "abuse", "accueil", "achats", "actualites", "adhesion", "admin", "administrateur", "administratif",
    "administration", "adv", "ag", "agenda", "alert", "alerte", "alertes", "alerts", "annonce", "announce",
    "annuaire", "archives", "assistance", "association", "assurance", "astreinte", "bibliotheque", "biologie",
    "boite", "bonjour", "bounce", "bounces", "boutique", "bug", "bugs", "bureau", "cabinet", "caisse",
    "candidature", "candidatures", "cardiologie", "cellule", "centre", "client", "clientele", "clients", "cnil",
    "co", "comm", "communication", "compta", "comptabilite", "conseil", "consult", "consultation", "consultations",
    "contact", "contactez", "contacts", "cotisations", "courriel", "courrier", "crh", "cssi", "daf", "dam",
    "debian", "demande", "demandes", "depistage", "dev", "devel", "developers", "devis", "dim", "dir", "directeur",
    "direction", "directrice", "discuss", "donnees", "dpo", "drh", "dsi", "dsio", "ecoute", "editor", "email",
    "emploi", "enquete", "enquetes", "equipe", "equipes", "ethique", "eval", "exploitation", "facturation",
    "facture", "factures", "feedback", "finances", "formation", "formations", "forum", "gestion", "git", "groupe",
    "guest", "hello", "help", "helpdesk", "hostmaster", "hotline", "hygiene", "imagerie", "inc", "info",
    "information", "informations", "informatique", "infos", "inscription", "inscriptions", "international",
    "internet", "intranet", "iso", "jobs", "juridique", "labo", "laboratoire", "legal", "list", "liste", "listes",
    "listmaster", "lists", "livraison", "logistique", "magasin", "mail", "mailer", "mailing", "maintainer",
    "maintainers", "maintenance", "mairie", "marketing", "materiovigilance", "medecine", "mediation", "medical",
    "messagerie", "ml", "moderateur", "moderation", "monitoring", "mutuelle", "ne", "nepasrepondez",
    "nepasrepondre", "news", "newsletter", "no", "noc", "noreply", "notification", "notifications", "notify",
    "office", "offres", "orders", "owner", "paie", "paiement", "partenaires", "partenariat", "patient", "patients",
    "permanence", "pharmacie", "pharmacovigilance", "planning", "plateforme", "portail", "postmaster",
    "prelevement", "prelevements", "press", "presse", "privacy", "production", "prospection", "qualite",
    "questions", "rdv", "reclamation", "reclamations", "recrutement", "redaction", "referent", "registration",
    "relations", "relecture", "rendezvous", "renseignements", "reply", "reponse", "request", "resa", "reservation",
    "reservations", "responsable", "resultat", "resultats", "reunion", "rh", "root", "rssi", "sales", "sante",
    "sav", "scolarite", "secr", "secretaire", "secretariat", "secretariats", "secretaries", "secu", "securite",
    "security", "server", "serveur", "service", "services", "siege", "site", "smtp", "social", "societe", "sos",
    "source", "spam", "sponsors", "stage", "stages", "standard", "statistiques", "submit", "subscribe", "suivi",
    "support", "survey", "syndicat", "sysadmin", "system", "systeme", "team", "tech", "technique", "test", "tests",
    "ticket", "tickets", "tous", "toutes", "traduction", "tresorerie", "unsubscribe", "urgence", "urgences",
    "usagers", "user", "users", "vaccination", "vente", "ventes", "vigilance", "visiteurs", "web", "webmail",
    "webmaster", "webmestre", "www",
)  # fmt: skip
"""Words of addresses that several people read, or none."""

PLACEHOLDER_DOMAINS = (
    "example", "exemple", "domain", "domaine", "votre", "mondomaine", "mydomain", "foo", "bar", "localhost",
)  # fmt: skip
"""Domains of examples."""

RESERVED_ENDINGS = (
    "example", "test", "invalid", "local", "localhost", "internal", "lan", "localdomain",
)  # fmt: skip
"""RFC 2606 and RFC 6762: names that nobody has."""

PLACEHOLDER_NAMES = (
    "prenom", "nom", "votre", "your", "you", "name", "user", "username", "xxx", "xxxx", "john", "jane", "foo",
    "someone", "somebody", "me",
)  # fmt: skip
"""What stands for a name in examples."""

ENDINGS = frozenset((
    "ad", "alsace", "app", "ar", "asso", "at", "au", "be", "bg", "biz", "br", "bzh", "ca", "care", "cc", "ch",
    "ci", "clinic", "cloud", "cm", "cn", "com", "corsica", "cz", "de", "dev", "dk", "doctor", "dz", "edu", "ee",
    "email", "es", "eu", "fi", "fr", "ga", "gf", "gov", "gp", "gr", "health", "hr", "hu", "ie", "il", "in", "info",
    "int", "io", "is", "it", "jp", "lb", "li", "lt", "lu", "lv", "ma", "mc", "me", "mil", "mobi", "mq", "mx",
    "name", "nc", "net", "nl", "no", "nz", "online", "org", "paris", "pf", "pl", "pm", "pro", "pt", "re", "ro",
    "rs", "ru", "se", "shop", "si", "site", "sk", "sn", "tech", "tf", "tn", "tr", "tv", "uk", "us", "wf", "ws",
    "xyz", "yt", "za",
))  # fmt: skip
"""How the domains of French people end, and those of most others."""

FILES = frozenset((
    "css", "doc", "docx", "gif", "go", "gz", "htm", "html", "ico", "java", "jpeg", "jpg", "js", "md", "pdf", "pl",
    "png", "py", "rb", "rs", "sh", "svg", "ts", "txt", "webp", "xls", "xlsx", "zip",
))  # fmt: skip
"""What files are called, not domains."""

MAILBOXES = (
    "gmail", "orange", "free", "laposte", "wanadoo", "hotmail", "outlook", "yahoo", "sfr", "bbox", "neuf",
    "icloud", "live", "msn", "proton", "aol", "gmx", "numericable", "club-internet", "aliceadsl", "webmel",
    "webmail", "messagerie", "boite", "poste", "mel-", "courriel", "mssante", "apicrypt",
)  # fmt: skip
"""What domains are called under which persons have boxes of their own."""
