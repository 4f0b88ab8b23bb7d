"""What the headers of customer files mean: French, English, and the words of common exports.

A header is compared in lower case, without accents, spaces or signs. Where a word has several meanings (`SMS` is a
number in Brevo and a consent elsewhere), all are listed and the values decide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from habitue.know.collect.rules.mapping.lexicon import plain
from habitue.know.collect.types import Field

F = Field

_MEANINGS: dict[tuple[F, ...], str] = {
    (F.KEY,): """
        id|identifiant|identifiant client|id client|client id|customer id|code client|num client|no client|n client
        numero client|numero de client|numero du client|ref client|reference client|customer number|customer code|customer no
        id customer|contact id|id contact|user id|id user|member id|id membre|external id|ext id|externalid
        reference|reference id|square customer id|uid|uuid|guid|record id|clientid|idclient|code tiers|tiers|t tiers
        t auxiliaire|num tiers|compte client|code compte|account number|account id|unique id|matricule|leid|euid
        code adherent|id adherent|identifiant adherent|code membre
        reference externe|id externe|id fiche|num fiche|numero fiche|code fiche|cle|key|pk|rowid|row id|subscriber id
        id abonne|numero abonne|customerid|clt id|cli id|id cli|code cli|cust id|lead id|person id|id personne
    """,
    (F.KEY, F.CARD, F.FULL_NAME): "client|code|numero|num|no|n|number",
    (F.CARD,): """
        carte|num carte|no carte|n carte|numero carte|numero de carte|carte fidelite|carte de fidelite|numero fidelite
        num carte fidelite|no carte fidelite|n carte fidelite|n de carte|no de carte|num de carte|numero carte fidelite
        numero de carte fidelite|numero de carte de fidelite|n carte de fidelite|card|card number|card no
        loyalty card|loyalty number|loyalty id|loyalty card number|loyalty no|membership number|member number
        membership id|cb fidelite|code barre carte|code fidelite|id fidelite|id carte|code carte|carte client
        numero carte client|num carte client|no carte client|carte membre|numero membre|num adherent|numero adherent
        no adherent|n adherent|adherent|barcode|code barre|code barres|fidelite
    """,
    (F.CHANGED_AT,): """
        date modification|date de modification|date modif|date de modif|modifie le|modifiee le|derniere modification
        date derniere modification|date de derniere modification|maj|date maj|date de maj|mise a jour|date mise a jour
        date de mise a jour|mis a jour le|derniere mise a jour|updated at|updated|updated on|update date|date updated
        last updated|last update|last updated at|modified|modified at|modified on|modified time|modification date
        date modified|last modified|last modified date|changed at|last changed|write date|date upd|date update
        t datemodif|t datemodification|dt modif|dt maj|datemaj|horodatage|timestamp|last edited|edited at|maj le
    """,
    (F.CREATED_AT,): """
        date creation|date de creation|cree le|creee le|date inscription|date d inscription|inscription|inscrit le
        date d ajout|date ajout|ajoute le|created at|created|created on|creation date|date created|created time
        date add|date added|added time|added at|signup date|sign up|sign up date|signed up at|registered
        registered at|registration|registration date|date registered|user registered|registered on|create date|optin time
        t datecreation|dt creation|datecrea|date crea|date adhesion|date d adhesion|adhesion|member since|client depuis
        customer since|first seen|joined|join date|enrolled at|enrolment date|enrollment date|date encartage
        customer created at|subscribed at|subscription date|date abonnement|date d abonnement|date ouverture|date saisie
    """,
    (F.CIVILITY,): """
        civilite|civ|titre|title|social title|salutation|sexe|genre|gender|sex|prefix|id gender|civilite client
        t juridique|code civilite|honorific|mr mme|t sexe|name prefix|titre de civilite|libelle civilite
    """,
    (F.FIRST_NAME,): """
        prenom|first name|firstname|given name|givenname|fname|forename|prenom client|prenoms|t prenom|first|prenom 1
        customer first name|contact first name|prenom contact|prenom usuel|premier prenom|prenom du client|merge1
    """,
    (
        F.LAST_NAME,
        F.FULL_NAME,
    ): "nom|name|nom client|t libelle|nom du client|nom contact|contact|display name",
    (F.LAST_NAME,): """
        last name|lastname|surname|family name|familyname|lname|nom de famille|nom famille|nom usage|nom d usage
        nom usuel|customer last name|contact last name|nom marital|last|nom d epouse|nom patronymique|second name
    """,
    (F.BIRTH_NAME,): """
        nom de naissance|nom naissance|nom de jeune fille|nom jeune fille|njf|maiden name|birth name|nom de fille
        nee|nom de jf|nomjf
    """,
    (F.FULL_NAME,): """
        nom complet|full name|fullname|nom prenom|nom et prenom|prenom nom|prenom et nom|nom prenoms|complete name
        customer name|client name|nom prenom client|identite|raison sociale nom|nom affiche|nom et prenoms|names
        contact name|person|personne|customer full name|libelle client|displayed name
    """,
    (F.BIRTH_DATE,): """
        date naissance|date de naissance|naissance|ne le|nee le|ne e le|birth date|birthdate|date of birth|dob
        birthday|anniversaire|date anniversaire|date d anniversaire|birth|ddn|dt naissance|dnaiss|datnais
        t datenaissance|date de naiss|date naiss|d naissance|customer birthday|jour de naissance|born|born on
    """,
    (F.EMAIL, F.OPTIN_EMAIL): """
        email|mail|e mail|courriel|adresse mail|adresse email|adresse e mail|email address|mail address|adresse courriel
        adresse electronique|e mail address|user email|customer email|email client|mail client|t email|adr mail
        adr email|email 1|mail 1|e mail 1|email principal|contact email|primary email|email address 1|adel
        address email|adressemail|courrier electronique|emailaddress|internet|mel|messagerie|login email|email perso
    """,
    (F.PHONE,): """
        telephone|tel|phone|phone number|numero de telephone|num telephone|n telephone|num tel|numero telephone|no tel
        telephone 1|tel 1|phone 1|telephone number|tel client|telephone client|customer phone|t telephone|n tel
        contact phone|tel principal|telephone principal|primary phone|phonenumber|no telephone|n de telephone|contact number
    """,
    (F.MOBILE, F.OPTIN_SMS): """
        mobile|portable|gsm|sms|telephone portable|tel portable|telephone mobile|tel mobile|mobile phone|phone mobile
        mobile number|cell|cell phone|cellphone|cellular|num portable|numero portable|num mobile|numero mobile|no mobile
        n portable|n mobile|no portable|whatsapp|tel gsm|t telephone2|t portable|telport|telmob|port|mob
        mobile phone number|numero de portable|numero de mobile|telephone 2 mobile|sms phone number|handphone
    """,
    (F.LANDLINE,): """
        fixe|telephone fixe|tel fixe|landline|home phone|homephone|tel domicile|telephone domicile|domicile
        numero fixe|num fixe|phone home|fixed phone|ligne fixe|tel dom|telfixe|landline number|n fixe|no fixe
    """,
    (F.ADDRESS1, F.ADDRESS_FULL): """
        adresse|address|rue|street|street address|adresse client|customer address|adr|voie|adresse postale|t adresse
        postal address|mailing address|adresse domicile|home address|adresse de facturation|adresse facturation
        adresse du client|default address
    """,
    (F.ADDRESS1,): """
        adresse 1|address 1|address1|adresse1|address line 1|addressline1|adresse ligne 1|ligne 1|adr 1|adr1|street 1
        street1|street address 1|address street|numero et rue|numero et voie|n et voie|n et rue|no et rue|no rue|nom de rue
        nom de la rue|n rue|t adresse1|street name|adresse l1|address1 line|rue 1|line 1|ligne adresse 1|libelle voie
        numero et nom de rue|numero et libelle de la voie
    """,
    (F.ADDRESS2,): """
        adresse 2|address 2|address2|adresse2|address line 2|addressline2|adresse ligne 2|ligne 2|adr 2|adr2|street 2
        street2|street address 2|complement|complement adresse|complement d adresse|complement adr|cplt adresse|batiment
        t adresse2|rue 2|complement 1|complement adresse 1|apt|appartement|compl adresse|line 2|address complement
        batiment residence|residence batiment|immeuble|etage|appartement batiment
        ligne adresse 2|adresse complement|adresse suite|suite adresse|cplt|compl
    """,
    (F.ADDRESS3,): """
        adresse 3|address 3|address3|adresse3|address line 3|addressline3|adresse ligne 3|ligne 3|adr 3|adr3|street 3
        complement 2|complement adresse 2|lieu dit|lieudit|bp|t adresse3|line 3|residence|street address 3
        complement d adresse 2
    """,
    (
        F.ADDRESS_FULL,
    ): "adresse complete|full address|complete address|formatted address|adresse entiere|contact address",
    (F.POSTCODE,): """
        code postal|cp|postcode|post code|postal code|zip|zip code|zipcode|codepostal|t codepostal|code post|cdpost
        npa|postal|plz|c p|cod postal|code postal client|address zip|address postcode|zip postal code|postalcode
    """,
    (F.TOWN,): """
        ville|commune|localite|town|city|t ville|suburb|libelle commune|bureau distributeur|ville client|address city
        acheminement|nom commune|nom ville|municipality|address town|ville de residence
    """,
    (F.COUNTRY,): """
        pays|country|country code|code pays|t pays|country region|pays residence|country id|countrycode|country iso
        pays de residence|libelle pays|address country|country name|id country|iso pays|pays iso|cc|address country code
    """,
    (F.STORE,): """
        magasin|boutique|store|shop|code magasin|code boutique|magasin creation|magasin de creation|magasin d origine
        magasin de rattachement|magasin rattachement|magasin prefere|point de vente|pdv|etablissement|t etablissement
        store id|store code|store name|home store|enseigne|site|agence|location|nom magasin|id magasin|num magasin
        magasin adhesion|magasin d adhesion|boutique d adhesion|magasin fidelite
        preferred store|origin store|shop id|nom boutique|magasin origine|outlet|code etablissement|code site|code pdv
        magasin principal|store number|numero magasin|magasin creation carte|magasin inscription|magasin d inscription
    """,
    (
        F.LANGUAGE,
    ): "langue|language|lang|locale|code langue|language code|id lang|langue preferee|preferred language|langage",
    (F.COMPANY,): """
        societe|entreprise|company|company name|raison sociale|organisation|organization|nom societe|t raisonsociale
        nom entreprise|business name|organization name|nom de l entreprise|employeur|nom de la societe
    """,
    (F.OPTIN_EMAIL,): """
        newsletter|optin|opt in|optin email|opt in email|optin mail|opt in mail|optin e mail|opt in e mail|email optin
        email opt in|mail optin|e mail optin|accepts marketing|accepts email marketing|consentement email|abonne
        consentement e mail|consentement mail|consentement newsletter|abonne newsletter|inscrit newsletter
        newsletter subscription|email subscription status|email subscriber status|email marketing consent|accord email
        accord e mail|accord mail|pub par email|pub email|pubparemail|pub par mail|subscribed|is subscribed|email consent
        newsletter optin|double opt in|double optin|marketing consent|accepte newsletter|accepte email|accepte mail
        accepte les emails|accepte e mail|subscription status|lettre d information|lettre d informations|consentement
        newsletter opt in|optin newsletter|opt in newsletter|accepts email|accepts newsletter|email marketing|nl
        accepte publicite email|contact par email|consent email|optin courriel|status newsletter|statut newsletter
        desinscrit|email permission|recevoir newsletter|souhaite recevoir la newsletter|email subscribed|emailing
        accepte les e mails|accepte emailing|opt in emailing|optin emailing|offres email|offres par email
    """,
    (F.OPTIN_SMS,): """
        optin sms|opt in sms|sms optin|sms opt in|accepts sms marketing|consentement sms|accord sms|pub par sms|pub sms
        pubparsms|sms consent|sms subscription status|accepte sms|accepte les sms|sms marketing|abonne sms|consent sms
        sms marketing consent|accepts sms|optin mobile|contact par sms|sms permission|optin portable
        offres sms|offres par sms
    """,
    (F.OPTIN_PHONE,): """
        optin telephone|opt in telephone|optin tel|opt in tel|optin phone|opt in phone|phone optin|phone opt in
        consentement telephone|accord telephone|pub par telephone|accepte appels|accepte telephone|consentement appel
        phone consent|accepts phone|demarchage telephonique|accepte appel|optin appel|consentement tel|contact par telephone
    """,
    (F.OPTIN_POST,): """
        optin courrier|opt in courrier|optin postal|opt in postal|courrier|consentement courrier|accord courrier
        pub par courrier|accepte courrier|postal consent|direct mail|accepts post|optin adresse|optin post|opt in post
        consentement postal|mailing papier|mailing postal|accepte mailing|consent post|catalogue papier|accord postal
        contact par courrier|opt in mailing|optin mailing
    """,
    (F.EXTRA,): """
        sms opt out|note|notes|tags|tag|etiquettes|commentaire|commentaires|comment|total spent|total orders|total spend
        orders|points|solde|solde points|points fidelite|state|province|province code|region|region code|departement
        tax exempt|tax id|vat|tva|siret|siren|fax|website|site web|url|username|user login|nickname|pseudo|memo
        derniere visite|last visit|last active|first visit|dernier achat|date dernier achat|last order|ca|nb achats
        optin ip|confirm ip|confirm time|latitude|longitude|lat|lon|gmtoff|dstoff|timezone|member rating|aov
        ventes|enabled|actif|active|statut|status|groupe|groupes|group|groups|customer group name|segment|canal
        sales|currency|devise|stock|type client|type|categorie|category|offres partenaires|partner offers|optout
        transaction count|lifetime spend|creation source|instant profile|profession|job|job title|fonction|age
        jour naissance|mois naissance|annee naissance|password|last login|vip|niveau|palier|tier|statut fidelite
        points balance|loyalty balance|loyalty points|points cumules|nb commandes|nombre de commandes|loyalty tier
        ip|source|origine
    """,
}


@lru_cache(maxsize=4096)
def words(header: str) -> str:
    """A header as plain words: `T_CodePostal` and `Code postal` become `t code postal` and `code postal`."""
    spaced = re.sub(
        r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Za-z])(?=\d)", " ", header.replace("N°", "N ").replace("n°", "n ")
    )
    return plain(spaced)


def _compact(text: str) -> str:
    return text.replace(" ", "")


def _dictionary() -> dict[str, tuple[F, ...]]:
    """Header without spaces -> fields. A word of several lists keeps the meanings of all, the first list first."""
    found: dict[str, tuple[F, ...]] = {}
    for fields, text in _MEANINGS.items():
        for name in (name for line in text.split("\n") for name in line.strip().split("|") if name):
            key = _compact(plain(name))
            found[key] = found.get(key, ()) + tuple(
                field for field in fields if field not in found.get(key, ())
            )
    return found


_DICTIONARY = _dictionary()

_FILLER = re.compile(
    r"^(?:default address|billing address|billing|shipping address|shipping|physical|postal|invoice|facturation"
    r"|livraison|customer|client|cust|cli|contact|user|member|membre|personne|attribut|cf|champ|fld|t|c|x) "
    r"|^(?:adresse|address) (?=cp|code postal|ville|pays|zip|city|country|postcode)"
    r"| (?:client|customer|du client|facturation|livraison|principal|principale|perso|personnel|contact|1|01)$"
)
_SECOND = re.compile(
    r"\b(?:shipping|livraison|delivery|secondaire|secondary|pro|professionnel|work|2|3|autre|other)\b"
)

_PARTS: tuple[tuple[re.Pattern[str], F], ...] = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"(?=.*(?:opt ?in|consent|accept|accord|abonn|newsletter|subscri|pub ))(?=.*sms)", F.OPTIN_SMS),
        (r"(?=.*(?:opt ?in|consent|accept|accord|pub ))(?=.*(?:tel|phone|appel))", F.OPTIN_PHONE),
        (
            r"(?=.*(?:opt ?in|consent|accept|accord|pub ))(?=.*(?:courrier|postal|post\b|papier))",
            F.OPTIN_POST,
        ),
        (r".*(?:opt ?in|newsletter|consent|accepte? |subscri)", F.OPTIN_EMAIL),
        (r".*\b(?:e ?mail|courriel)\b", F.EMAIL),
        (r".*\b(?:naissance|birth|birthday|anniversaire)\b", F.BIRTH_DATE),
        (r".*\b(?:modif|modification|maj|updated?|modified|mise a jour)\b", F.CHANGED_AT),
        (r".*\b(?:creation|created|inscription|registered|adhesion)\b", F.CREATED_AT),
        (r".*\b(?:portable|mobile|gsm|cell)\b", F.MOBILE),
        (r".*\b(?:fixe|landline)\b", F.LANDLINE),
        (r".*\b(?:tel|telephone|phone)\b", F.PHONE),
        (r".*\b(?:code postal|postcode|zip|postal code)\b", F.POSTCODE),
        (r".*\b(?:ville|city|commune|town)\b", F.TOWN),
        (r".*\b(?:pays|country)\b", F.COUNTRY),
        (r".*\b(?:carte|card|fidelite|loyalty)\b", F.CARD),
        (r".*\b(?:prenom|first ?name|given name)\b", F.FIRST_NAME),
        (r".*\b(?:nom de famille|last ?name|surname|family name)\b", F.LAST_NAME),
        (r".*\b(?:complement|cplt)\b", F.ADDRESS2),
        (r".*\b(?:adresse|address|rue|street|voie)\b", F.ADDRESS1),
        (r".*\b(?:magasin|boutique|store)\b", F.STORE),
        (r".*\b(?:id|identifiant|code client|customer (?:no|number|id))\b", F.KEY),
        (r".*\b(?:civilite|gender|genre)\b", F.CIVILITY),
        (r".*\b(?:langue|language)\b", F.LANGUAGE),
    )
)


@lru_cache(maxsize=4096)
def meanings(header: str) -> tuple[tuple[F, ...], float, str]:
    """(fields that a header may mean, likeliest first, how sure 0 to 1, code of why); no field when unknown.

    Sure at .95 when the header is in the dictionary, .85 without its filler words, .6 by a part of it.
    """
    text = words(header)
    second = 0.1 if _SECOND.search(text) else 0.0
    if found := _DICTIONARY.get(_compact(text)):
        return found, 0.95 - second / 2, "why.header"
    shorter = text
    for _ in range(3):
        shorter = _FILLER.sub("", shorter).strip()
        if shorter and (found := _DICTIONARY.get(_compact(shorter))):
            return found, 0.85 - second, "why.header"
    for pattern, field in _PARTS:
        if pattern.match(text):
            return (field,), 0.6 - second, "why.header_part"
    return (), 0.0, ""


def is_known(header: str) -> bool:
    """Whether a cell reads as the name of a column, so that its line is a header."""
    text = words(header)
    return bool(text) and len(text) < 60 and (_compact(text) in _DICTIONARY or meanings(header)[1] >= 0.7)
