"""Words that are not names: civilities, particles, words that fill a box, words of companies."""

import re

from habitue.know.identity.rules.folding import words

# Folded civility -> the written form kept with the customer (French usage; "Mr" and "Mrs" are understood).
CIVILITIES: dict[str, str] = {
    **dict.fromkeys(("m", "mr", "monsieur", "mister", "msr", "mrs monsieur", "sir", "monsier", "m r"), "M."),
    **dict.fromkeys(("mme", "madame", "mrs", "ms", "mde", "mdme", "mm e", "misses", "madam", "lady"), "Mme"),
    **dict.fromkeys(("mlle", "mle", "melle", "mademoiselle", "miss", "mademoisselle"), "Mlle"),
    **dict.fromkeys(("dr", "docteur", "doctor", "doct", "dct"), "Dr"),
    **dict.fromkeys(("pr", "prof", "professeur", "professor"), "Pr"),
    **dict.fromkeys(("me", "maitre", "mtre"), "Me"),
    **dict.fromkeys(("m et mme", "mr et mme", "m mme", "mr mme", "monsieur et madame", "mme et m", "mme et mr",
                     "mr and mrs", "m ou mme", "mr ou mme", "monsieur ou madame", "monsieur madame",
                     "madame monsieur", "mme m", "mme mr", "mme ou m", "mme ou mr"), "M. et Mme"),
    **dict.fromkeys(("h", "homme", "male", "man", "masculin"), "M."),
    **dict.fromkeys(("f", "femme", "female", "woman", "feminin"), "Mme"),
}  # fmt: skip
COUPLE = "M. et Mme"
# A civility inside a name cell must be unmistakable: "M", "F", "Me", "Lady" may be an initial or a name.
_INSIDE = (
    "monsieur (?:et|ou) madame|madame (?:et|ou) monsieur|mr?\\.? (?:et|ou|&|/) mme|mme (?:et|ou|&|/) mr?|mr and mrs"
    "|monsieur|madame|mademoiselle|docteur|mlle|melle|mme|mrs|mr|ms(?=[. ])|dr|pr(?=[. ])|me(?=\\. )|m(?=\\. )"
)
# A cell that holds nothing else.
ALONE = words("monsieur madame mademoiselle mme mlle melle mr mrs docteur")
CIVILITY_BEFORE = re.compile(rf"({_INSIDE})\b[.,]?\s*(?![-'’.])", re.IGNORECASE)
CIVILITY_AFTER = re.compile(r"[\s,(]+(monsieur|madame|mademoiselle|mlle|mme|mr|m\.)\.?\)?$", re.IGNORECASE)

# Written small inside a name. "Le", "La", "Ben", "El", "Di" are written large in French usage, and stay so.
SMALL = words(
    "de du des d von van vom zu zur der den ter ten da do dos das del della dell et y e i und bin ibn bint dit dite"
)
# Not significant when surnames are compared.
PARTICLES = SMALL | words("la le les l ben el al di lo san st ste saint sainte abu abou o mac mc")
MAC = re.compile(
    r"mac(?=(?:donald|gregor|leod|kenzie|arthur|intyre|intosh|millan|pherson|farlane|lean|neil|namara)$)"
)

JUNK = words(
    "x test teste tests testing essai essais toto tata titi tutu xxx xx xy xyz zzz zz azerty azert qwerty qsdf qsdfg "
    "qsdfgh asdf asdfg wxcv wxcvbn abc abcd abcde client cliente clients inconnu inconnue inconnus "
    "unknown anonyme anonymous anonymus none null nil nan undefined nc nr np ns neant aucun aucune vide empty prenom "
    "nom name firstname lastname surname fake dummy demo bidon guest user utilisateur customer "
    "comptoir caisse passage vendeur vendeuse magasin boutique divers default defaut blank foobar "
    "lorem ipsum fictif fictive supprime deleted doublon"
) | {
    "sans nom", "sans prenom", "non renseigne", "non renseignee", "non communique", "non connu", "pas de nom",
    "pas de prenom", "client passage", "client de passage", "client comptoir", "client divers", "client inconnu",
    "client anonyme", "client caisse", "client web", "client magasin", "client test", "test test", "not provided",
    "no name", "first name", "last name", "nom de famille", "n a", "a completer", "a renseigner", "ne pas utiliser",
}  # fmt: skip
# Four neighbours or more on a row of keys.
KEYBOARD = frozenset(
    row[start:stop]
    for row in ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "abcdefghij")
    for start in range(len(row))
    for stop in range(start + 4, len(row) + 1)
)

COMPANY = words(
    "sarl eurl sas sasu sci scp snc selarl scea gaec earl gie spa gmbh ltd llc inc corp bv sprl asbl srl ets "
    "etablissement etablissements societe ste cie compagnie entreprise association asso amicale federation mairie "
    "commune prefecture ecole college lycee universite creche ehpad hopital clinique pharmacie boulangerie hotel "
    "restaurant brasserie garage transports syndicat copropriete cabinet agence holding groupe laboratoire "
    "laboratoires consulting services conseil immobilier batiment assurances banque coiffure institut"
)
