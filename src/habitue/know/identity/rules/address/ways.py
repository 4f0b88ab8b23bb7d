"""The types of French ways ("rue", "avenue", ...): how people write them, and how the norm shortens them."""

from __future__ import annotations

from habitue.know.identity.rules.address.words import word_set

# One type a line: its name; how people shorten it; how NF Z 10-011 shortens it (nothing: it does not).
_TABLE = """
abbaye;;
aire;;
allée; all, al, alle; ALL
allées; alls; ALL
ancien chemin; anc chem, anc che; ACH
ancienne route; anc rte, anc route;
anse;;
arcade;;
autoroute;; AUT
avenue; av, ave, aven, avn; AV
barrière;; BRE
bastide;; BSTD
berge;; BER
boucle;; BCLE
boulevard; bd, bld, blvd, bvd, boul, bvld; BD
bourg; brg; BRG
butte;;
cale;;
cami;;
camp;;
campagne;;
camping;; CPG
carré;; CARR
carreau;;
carrefour; carref; CAR
carrer;;
carriera;;
carrière;;
centre;;
centre commercial; c cial, c c, ccial, ccal; CCAL
charrière;;
chasse;;
château;; CHT
chaussée; chee; CHS
chemin; che, chem, ch, chm, chmn; CHE
chemin rural; cr; CR
chemin vicinal; cv; CHV
cité;; CITE
cloître;;
clos;;
col;;
colline;; COLI
corniche; corn;
coron;;
côte;; COTE
coteau;;
cottage;;
cour;;
cours; crs; CRS
descente;; DSC
digue;;
domaine; dom; DOM
drève;;
écart;;
écluse; ecl; ECL
enclos;; ENC
escalier;;
espace;; ESPA
esplanade; esp; ESP
étang;;
faubourg; fg, fbg, faub; FG
ferme; frm; FRM
fontaine;; FON
fort;;
forum;; FORM
fosse;;
foyer;; FOYR
galerie;;
garenne;; GARN
grand boulevard; gd bd; GBD
grand place; gd place, grand pl, grande place; GPL
grande rue; grand rue, gde rue, gd rue, grand r, grde rue, grande r; GR
halle;;
hameau; ham; HAM
hent;;
impasse; imp, impas; IMP
jardin;; JARD
jardins;;
jetée;; JTE
levée;;
lotissement; lot, lotis, lott, lotiss; LOT
mail;;
maison forestière; mf; MF
marché;;
mas;;
montée; mte, mtee; MTE
moulin; mln; MLN
nouvelle route;; NTE
palais;;
parc;;
parc d'activité; ;
parc d'activités; ;
parvis; prv; PRV
passage; pas, psg, pass, pge; PAS
passerelle;; PLE
patio;;
pavillon;; PAV
petit chemin;; PCH
petite impasse;; PIM
petite route;; PRT
petite rue;; PTR
place; pl, plc; PL
placette;; PLTE
plage;;
plaine;;
plan;;
plateau;;
pointe;;
pont;;
port;;
porte;; PTE
pré;;
promenade; prom; PROM
quai; qu; QU
quartier; qua, quart, qrt; QUA
rampe;;
rang;;
rempart;; REM
remparts;;
résidence; res, resid; RES
rocade;; ROC
rond point; rd pt, rpt, rdpt, r p; RPT
rotonde;;
route; rte, rout; RTE
route départementale; rd; RD
route forestière; rf; RF
route nationale; rn; RN
ru;;
rue; r;
ruelle; rle; RLE
ruelles;;
ruette;;
sente; sen; SEN
sentes;;
sentier; sent; SEN
sentiers;;
square; sq, sqr; SQ
stade;;
station;;
straed;;
technopole;;
terrain;;
terrasse; terr; TSSE
terre plein;;
tertre;;
tour;;
traboule;;
traverse; trav; TRA
val;;
vallée;;
vallon;;
venelle; ven; VEN
via;;
vieille rue;;
vieille route;; VTE
vieux chemin; vx chem, vieux che; VCHE
villa; vla; VLA
village; vge; VGE
villas;;
voie; voi; VOI
voie communale; vc; VC
zone;;
zone artisanale; za, z a, zone art; ZA
zone commerciale; z c;
zone d'activité;;
zone d'activités; zae, z a e; ZAE
zone d'aménagement concerté; zac, z a c; ZAC
zone industrielle; zi, z i, zone ind; ZI
zup; z u p;
"""
# Types that nobody takes for anything else: they begin a street even in the middle of other words.
STRONG = word_set(
    "rue avenue boulevard impasse chemin allée allées route place quai square ruelle sentier venelle"
)
# Types that need no name after them.
WHOLE = frozenset(["grande rue", "grand place", "bourg", "vieille rue", "petite rue", "ancienne route"])
# Types that are as often a building, an estate or a hamlet: a street only after a number, or for want of another.
WEAK = word_set(
    """abbaye bastide bourg camp campagne camping carré centre château clos col colline domaine écart écluse
    escalier espace étang ferme fontaine fort fosse foyer galerie garenne halle hameau jardin jardins
    lotissement marché mas moulin palais parc pavillon plage plaine plan plateau pointe pont port porte pré
    quartier rang résidence stade station technopole terrain terrasse tertre tour val vallée vallon via
    villa village villas zone"""
) | {
    "centre commercial",
    "maison forestière",
    "parc d'activité",
    "parc d'activités",
}
# The weak types that name a building or an estate, which line 3 holds where the street is another one.
BUILDINGS = frozenset(
    ["résidence", "villa", "villas", "centre commercial", "pavillon", "foyer", "cité", "tour", "palais"]
)
# The types whose misspellings are corrected after a number: frequent, and far from each other.
CORRECTED = word_set(
    "rue avenue boulevard place allee impasse chemin route square quai passage residence sentier ruelle lotissement "
    "faubourg esplanade promenade hameau venelle montee sente quartier villa cite clos cours domaine"
)
_PLAIN = str.maketrans("àâéèêîïôûç'-", "aaeeeiiouc  ")


def _rows() -> list[tuple[str, list[str], str]]:
    rows = (row.split(";") for row in _TABLE.strip().splitlines())
    return [
        (name.strip(), [w.strip() for w in written.split(",") if w.strip()], s.strip())
        for name, written, s in rows
    ]


def _written() -> dict[str, str]:
    """Return every folded form in which a type is written -> its name."""
    names = {name.translate(_PLAIN): name for name, _, _ in _rows()}
    shortened = {short.lower(): name for name, _, short in _rows() if short}
    return shortened | {form: name for name, written, _ in _rows() for form in written} | names


WAYS = _written()
SHORT_WAYS = {name.translate(_PLAIN).upper(): short for name, _, short in _rows() if short}
LONGEST_WAY = max(len(form.split()) for form in WAYS)
