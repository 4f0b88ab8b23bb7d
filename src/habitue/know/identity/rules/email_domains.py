"""Mail domains: the large providers of France, their usual misspellings, disposable ones, names of roles."""

from habitue.know.identity.rules.folding import edits, words

GOOGLE = frozenset({"gmail.com", "googlemail.com"})

# Providers with mailboxes of private persons in France; the address of a person is a slip away from one of them.
PROVIDERS = words(
    "gmail.com hotmail.com hotmail.fr outlook.com outlook.fr yahoo.com yahoo.fr orange.fr wanadoo.fr laposte.net "
    "live.fr live.com icloud.com free.fr sfr.fr neuf.fr bbox.fr numericable.fr msn.com aol.com club-internet.fr "
    "cegetel.net 9online.fr 9business.fr noos.fr voila.fr dbmail.com aliceadsl.fr ymail.com rocketmail.com me.com "
    "mac.com gmx.fr gmx.com protonmail.com proton.me nordnet.fr cegetel.fr hotmail.be hotmail.ch yahoo.es yahoo.it "
    "hotmail.it hotmail.es hotmail.de hotmail.co.uk yahoo.co.uk yahoo.de skynet.be bluewin.ch telenet.be mail.com "
    "mail.ru email.com googlemail.com outlook.be outlook.es outlook.it live.be live.ca live.nl live.it yahoo.ca "
    "gmx.de gmx.net gmx.at web.de libero.it zoho.com hey.com pm.me tutanota.com"
)
# Names long enough for one slip to be told from another real domain, the most used first.
_LONG = (
    "gmail.com", "hotmail.fr", "hotmail.com", "orange.fr", "wanadoo.fr", "laposte.net", "outlook.fr", "outlook.com",
    "yahoo.fr", "yahoo.com", "icloud.com", "numericable.fr", "club-internet.fr", "cegetel.net",
)  # fmt: skip

# Slips that a distance does not see, or sees wrongly. Right to left: what was meant, then what is typed.
_TYPED = {
    "gmail.com": "gmail.fr gmail.co gmail.cm gmail.con gmail.om gmail.net gmail.org gmail gmail.com.fr gmail.comm gmail.cpm "
    "gmial.fr gmil.fr gmaol.com gamail.fr gmaill.fr gmai.fr gmali.com gimail.fr g.mail.com gmail.vom gmail.xom gmail.ocm",
    "hotmail.fr": "hotmail hotmail.f hotmail.ft hotmail.rf hotmai.fr hotmal.fr hotmil.fr hotmial.fr hormail.fr hotmaul.fr "
    "hotmaill.fr homail.fr hotail.fr hotmail.gr",
    "hotmail.com": "hotmail.co hotmail.cm hotmail.con hotmail.om hotmail.comm hotmail.net",
    "orange.fr": "orange orange.f orange.ft orange.rf orange.com.fr orange.net orange.gr orage.fr ornage.fr orangr.fr "
    "orang.fr oange.fr orange.er orange.fe",
    "wanadoo.fr": "wanadoo wanadoo.f wanadoo.ft wanadoo.com wanado.fr wanadou.fr wandoo.fr wanaddo.fr wanadoo.gr",
    "laposte.net": "laposte laposte.fr laposte.com laposte.ne laposte.ney la-poste.net la-poste.fr laposte.nt laposte.met",
    "yahoo.fr": "yahoo yahoo.f yahoo.ft yahoo.rf yaho.fr yahou.fr yhoo.fr yaoo.fr yahho.fr yahooo.fr yahoo.gr",
    "yahoo.com": "yahoo.co yahoo.cm yahoo.con yahoo.om yaho.com yahooo.com",
    "free.fr": "free free.f free.ft free.com free.rf fre.fr freee.fr",
    "sfr.fr": "sfr sfr.f sfr.ft sfr.rf sfr.com sfr.net",
    "live.fr": "live live.f live.ft live.rf lives.fr",
    "outlook.fr": "outlook outlook.f outlook.ft outloock.fr outllook.fr outlok.fr outloo.fr",
    "outlook.com": "outlook.co outlook.cm outlook.con outlok.com outloock.com",
    "icloud.com": "icloud icloud.fr icloud.co icloud.con iclou.com icoud.com iclould.com",
    "neuf.fr": "neuf neuf.f neuf.com",
    "bbox.fr": "bbox bbox.f bbox.com",
    "msn.com": "msn msn.fr msn.con msn.co",
    "aol.com": "aol aol.fr.com aol.con aol.co",
}
_MEANT = {typed: meant for meant, all_typed in _TYPED.items() for typed in all_typed.split()}
# Real domains one slip away from a provider.
_REAL = words(
    "ymail.com mail.com email.com fmail.com hmail.com gmail.de hotmail.fi hotmail.gr yahoo.in yahoo.se yahoo.dk yahoo.no "
    "yahoo.ie yahoo.pl yahoo.gr yahoo.be yahoo.nl yahoo.at yahoo.ro yahoo.pt outlook.de outlook.pt outlook.sa outlook.jp "
    "hotmail.nl hotmail.se hotmail.no hotmail.dk hotmail.jp hotmail.ca hotmail.cl orange.es orange.pl orange.be orange.sk "
    "orange.com orange.ch orange.md orange.jo wanadoo.es wanadoo.nl free.com live.cn live.se live.dk live.no live.de "
    "live.jp live.at live.ie live.cl hotmail.ch aol.fr aol.de voila.net gmx.ch gmx.us icloud.net"
)

DISPOSABLE = words(
    "yopmail.com yopmail.fr yopmail.net jetable.org jetable.com jetable.net jetable.fr.nf mailinator.com mailinator.net "
    "guerrillamail.com guerrillamail.info guerrillamail.net guerrillamailblock.com sharklasers.com grr.la 10minutemail.com "
    "10minutemail.net 20minutemail.com temp-mail.org temp-mail.io tempmail.com tempmail.net tempmailo.com tempr.email "
    "trashmail.com trashmail.net trashmail.de throwawaymail.com maildrop.cc mailnesia.com getnada.com nada.email "
    "dispostable.com fakeinbox.com fakemail.net mohmal.com moakt.com emailondeck.com mytemp.email spamgourmet.com "
    "mailcatch.com mintemail.com discard.email spam4.me tempinbox.com mail-temporaire.fr mail-temporaire.com "
    "courriel.fr.nf moncourrier.fr.nf monemail.fr.nf monmail.fr.nf cool.fr.nf speed.1s.fr nomail.xl.cx mega.zik.dj "
    "kasmail.com boun.cr einrot.com crazymailing.com burnermail.io inboxkitten.com minuteinbox.com luxusmail.org"
)

ROLES = words(
    "info infos contact contacts accueil bonjour hello commercial direction secretariat compta comptabilite administration "
    "admin administrateur webmaster postmaster hostmaster abuse support service sav serviceclient reception vente ventes "
    "sales marketing office bureau boutique magasin shop mairie rh recrutement communication presse achats facturation "
    "factures commande commandes reservation reservations gerant cabinet agence security news newsletter www ftp noc usenet "
    "uucp"
)


def suggest_domain(domain: str) -> str:
    """The provider that a domain was meant to be, or '' when it is fine or nothing is close.

    >>> suggest_domain("gmial.com")
    'gmail.com'
    """
    if domain in PROVIDERS or domain in _REAL:
        return ""
    if domain in _MEANT:
        return _MEANT[domain]
    return next((right for right in _LONG if edits(domain, right, 1) == 1), "")
