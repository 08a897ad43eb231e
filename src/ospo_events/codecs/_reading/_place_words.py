"""Words that show what a location text names: a street, a city, a country, an online meeting, or nothing."""

from __future__ import annotations

import re

from ...model.vocabulary import without_accents
from .timezones import city_names

__all__ = [
    "CITIES",
    "COUNTRIES",
    "FILLERS",
    "HYBRID",
    "MEETING_HOSTS",
    "NO_PLACE",
    "ONLINE",
    "ONLINE_PHRASE",
    "REGIONS",
    "STATES",
    "STREETS",
]


def _words(table: str) -> frozenset[str]:
    """Return the words of a table without accents, with `_` as a space."""
    return frozenset(without_accents(word.replace("_", " ")) for word in table.split())


MEETING_HOSTS = (
    r"zoom\.us", r"zoomgov\.com", r"meet\.google\.com", r"teams\.microsoft\.com", r"teams\.live\.com",
    r"meet\.jit\.si", r"jitsi\.[\w.-]+", r"meet\.[\w-]+\.[\w.-]+", r"bbb\.[\w.-]+", r"bigbluebutton\.[\w.-]+",
    r"webex\.com", r"gotomeet(?:ing)?\.(?:com|me)", r"whereby\.com", r"gather\.town", r"youtube\.com", r"youtu\.be",
    r"twitch\.tv", r"discord\.(?:gg|com)", r"hangouts\.google\.com", r"streamyard\.com",
    r"web\.libera\.chat", r"matrix\.to", r"zoom\.[\w-]+\.[\w.]+", r"skype\.com", r"airmeet\.com", r"hopin\.com",
)  # fmt: skip
"""Expressions for the hosts of meetings, streams and chats."""
ONLINE = _words(
    """online virtual virtually virtuell virtuelle virtuel remote remotely distanciel zoom teams hangout
    hangouts webex jitsi bigbluebutton bbb skype gotomeeting gotowebinar discord slack youtube twitch mumble
    gathertown hopin whereby streamyard livestream webinar webcast videoconference videoconferencing videocall
    teleconference teleconf telco telefonkonferenz videokonferenz visioconference visio videoconferencia irc
    internet mattermost telephone telefon telefonisch telefonico
    remoto remota virtuale virtualnie virtualni digital digitalt verkossa etana zdalnie zdalne zdalny internecie
    cevrimici онлаин дистанционно удаленно онлаинова дистанциино オンライン リモート 线上 線上 在线 온라인
    διαδικτυακα"""
)
"""Words for attending from elsewhere; no room is named by them alone."""
ONLINE_PHRASE = re.compile(
    r"\b(?:google meet|(?:conf|conference|video|phone|telephone|web|skype) (?:call|conference)|by phone|per video"
    r"|dial in|live stream|en ligne|en linea|em linha|в сети|truc tuyen|na dalku|pa natet|pa nettet|over the internet"
    r"|(?:on|via) the (?:web|internet)|zu hause)\b"
)
"""Matches phrases of several words with that meaning."""
HYBRID = frozenset({"hybrid", "hybride", "hibrido", "ibrido", "hybridveranstaltung"})
"""Words for attending in person or from elsewhere."""
FILLERS = _words(
    """a an the at by via on in to for of and or from our your it is only event events meeting meetings session
    sessions conference call calls room rooms link links id passcode password code channel stream streaming live video
    audio phone dial google meet microsoft ms cisco platform space place attendance participation format en por auf
    per uber nur mit der die das und oder sitzung veranstaltung konferenz treffen evento reunion reunión la le les
    el et y em plus com us see details below description join register hosted access tool site website public open
    ligne linea linha web internet de do da w na business will be sent provided shared emailed soon besprechung termin
    riunione mote spotkanie kokous vergadering schuzka
    встреча собрание заседание 会議 会议 ミーティング 회의"""
)
"""Words that may be beside those without naming a place."""
_WHAT = "location|locations|venue|place|room|address|where|ort|raum|veranstaltungsort|lieu|salle|lugar|sala|details"
_UNKNOWN = (
    "tba|tbd|tbc|tbh|t b a|t b d|t b c|na|n a|none|null|nil|nan|unknown|undefined|unspecified|undecided|no location|"
    "not (?:yet )?(?:known|set|decided|defined|announced|specified|applicable|available|confirmed)(?: yet)?|pending|"
    "wird (?:noch )?per \\w+(?: mail)? mitgeteilt|"
    "(?:will |is )?(?:to )?be (?:announced|advised|confirmed|determined|decided|defined|specified)"
    "(?: (?:soon|later|shortly))?|(?:to )?(?:announced|confirmed) (?:soon|later|shortly)|coming soon|"
    "(?:wird )?(?:noch )?(?:bekannt ?gegeben|bekanntgegeben|festgelegt)|noch (?:offen|unbekannt|nicht \\w+)|"
    "wird noch (?:bekannt ?gegeben|mitgeteilt)|offen|unbekannt|folgt|folgen|to follow|"
    "a (?:confirmer|definir|preciser|determiner)|"
    "(?:lieu )?non (?:defini|communique)|por (?:confirmar|determinar|definir|anunciar)|da (?:definire|confermare)|"
    "a (?:definir|confirmar|anunciar)|(?:nog|nader) (?:niet bekend|onbekend|te bepalen|bekend te maken)|"
    "do (?:ustalenia|potwierdzenia|uzgodnienia)|(?:zostanie|bude|budou) \\w+|upresnime|ilmoitetaan \\w+|"
    "(?:meddelas|oplyses|kommer|annonseres) (?:senare|senere)|(?:sera|seran) (?:annonce|anunciado|confirmado)|"
    "belirlenecek|будет (?:объявлено|уточнено|сообщено)(?: позже)?|уточняется|не определено|"
    "未定|待定|未確定|调整中|調整中|另行通知|미정|추후 공지|"
    "(?:please )?(?:see|check|cf|siehe|voir|ver|vedi|zie) (?:the |our |on |la |le |el |il |die |der |unsere |auf |i )*"
    "(?:\\w+ )?(?:web ?(?:site|page)?|site|page|description|details|below|above|link|links|url|agenda|schedule|program"
    "|programme|invitation|email|beschreibung|webseite|homepage|unten|sito|pagina|descripcion|notes|announcement"
    "|registration|meetup|event)(?: (?:for|fur) (?:details|more|info|information|location|venue))*"
)
NO_PLACE = re.compile(
    rf"(?:(?:the )?(?:exact )?(?:{_WHAT}) )?(?:(?:is|wird|est) )?(?:{_UNKNOWN})(?: (?:{_WHAT}|soon|later))?"
)
"""Matches a text, in lower-case words without accents, that says that the place is unknown or given elsewhere."""
STREETS = {
    "after": "street|st|road|rd|avenue|ave|av|boulevard|blvd|drive|dr|lane|ln|way|square|sq|court|ct|plaza|parkway"
    "|pkwy|highway|hwy|terrace|crescent|quay|wharf|mews|row|circus|embankment|alley|circle|broadway|loop|turnpike|caddesi|cad\\.|sokak|sokagi",
    "before": "rue|avenue|av\\.|boulevard|bd|place|quai|chemin|allée|impasse|cours|route|calle|carrer|c/|plaza|plaça"
    "|avenida|avda\\.?|paseo|passeig|via|viale|piazza|corso|largo|rua|praça|travessa|ulica|ul\\.|al\\.|aleje|aleja|os\\.|strada|bulevardul|улица|ул\\.|вул\\.|вулиця|проспект|просп\\.|пр\\.|площадь|пл\\.",
    "ending": "straße|strasse|str|platz|weg|allee|gasse|damm|ufer|chaussee|promenade|graben|straat|laan|plein|gracht"
    "|kade|gatan|vägen|gata|gate|veien|vej|gade|katu|tie|kuja|utca|ulice|náměstí|tér",
}
"""Words for streets: after a name, before it, and as its ending."""
REGIONS = _words(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS ON PE QC SK NSW VIC QLD TAS ACT"""
)
"""The short names of states and provinces that follow a city in the USA, Canada and Australia."""
STATES = _words(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma
    oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington
    west_virginia wisconsin wyoming alberta british_columbia manitoba new_brunswick nova_scotia ontario quebec
    saskatchewan bavaria bayern hessen saxony new_south_wales queensland"""
)
"""The names of states and provinces that follow a city, in lower case."""
_NO_CITIES = _words(
    """center central_time eastern_time mountain_time pacific_time atlantic_time alaska hawaii arizona indiana samoa
    greenland newfoundland saskatchewan central_america midway_island mid-atlantic west_central_africa knox marengo
    vincennes winamac beulah troll north south west east yukon easter faeroe faroe jersey guernsey christmas cocos
    reunion chagos canary azores madeira creston eucla lord_howe act nsw lhi victoria queensland tasmania"""
)
_MORE_CITIES = """\
aarhus amsterdam ankara antwerp antwerpen atlanta austin bangalore barcelona basel bengaluru bergen bilbao
birmingham bologna bonn boston bremen brest brighton bristol brno bruxelles brussel bruessel brussels bucuresti
buenos_aires cambridge canberra cape_town charlotte christchurch cluj-napoca coimbra cologne cleveland cork cordoba
dallas darmstadt delft delhi den_haag dortmund dresden dusseldorf duesseldorf durham edinburgh eindhoven essen
firenze florence frankfurt frankfurt_am_main freiburg gdansk geneva geneve genf gent ghent glasgow goteborg
gothenburg gottingen granada graz grenoble groningen guadalajara haarlem hamburg hannover hanover heidelberg
hyderabad innsbruck jena karlsruhe kassel katowice kiel klagenfurt koln koeln kobenhavn krakow kyoto las_vegas
lausanne leeds leicester leiden leipzig leuven lille linz lisboa liverpool ljubljana lodz lyon maastricht magdeburg
mainz malaga malmo manchester mannheim marseille medellin miami milan milano minneapolis montpellier montreal moskva
mumbai munchen muenchen munich munster nagoya nantes napoli naples nashville new_delhi new_orleans new_york_city nyc
nice norwich nottingham nuremberg nurnberg oakland osaka ottawa oxford palermo palo_alto pasadena philadelphia pisa
pittsburgh portland porto potsdam poznan praha pune quebec raleigh regensburg rennes rio_de_janeiro roma rotterdam
sacramento saarbrucken salt_lake_city salzburg san_diego san_francisco san_jose santa_clara santa_cruz seattle
sevilla seville sheffield shenzhen southampton st._gallen st._louis strasbourg strassburg stuttgart sydney taichung
tampere tampa tarragona tartu tel_aviv the_hague thessaloniki timisoara torino toulouse tours trento trieste
trondheim москва киев киів санкт-петербург минск софия белград αθηνα θεσσαλονικη 東京 大阪 京都 北京 上海 深圳 서울
tubingen turin turku ulm uppsala utrecht valencia varna venice venezia verona vigo warszawa washington
washington_dc weimar wellington wien winterthur wroclaw wurzburg wuppertal york zaragoza zurich zuerich
"""
CITIES = (_words(" ".join(city_names())) | _words(_MORE_CITIES)) - _NO_CITIES
"""Names of cities, in lower case without accents: those of the time zone database and other places of meetings."""
_COUNTRY_TABLE = """\
af=afghanistan al=albania dz=algeria ad=andorra ao=angola ar=argentina am=armenia au=australia at=austria,osterreich
az=azerbaijan bs=bahamas bh=bahrain bd=bangladesh bb=barbados by=belarus be=belgium,belgique,belgie bz=belize
bj=benin bt=bhutan bo=bolivia ba=bosnia_and_herzegovina bw=botswana br=brazil,brasil bn=brunei bg=bulgaria
bf=burkina_faso bi=burundi kh=cambodia cm=cameroon ca=canada cv=cape_verde td=chad cl=chile cn=china,pr_china
co=colombia cg=congo cr=costa_rica hr=croatia,hrvatska cu=cuba cy=cyprus cz=czech_republic,czechia
dk=denmark,danmark do=dominican_republic ec=ecuador eg=egypt sv=el_salvador ee=estonia,eesti et=ethiopia fj=fiji
fi=finland,suomi fr=france ga=gabon gm=gambia de=germany,deutschland gh=ghana gr=greece gt=guatemala gn=guinea
gy=guyana ht=haiti hn=honduras hk=hong_kong hu=hungary is=iceland in=india id=indonesia ir=iran iq=iraq ie=ireland
il=israel it=italy,italia jm=jamaica jp=japan kz=kazakhstan ke=kenya kw=kuwait kg=kyrgyzstan la=laos lv=latvia
lb=lebanon ls=lesotho lr=liberia ly=libya li=liechtenstein lt=lithuania lu=luxembourg,luxemburg mg=madagascar
mw=malawi my=malaysia mv=maldives ml=mali mt=malta mu=mauritius mx=mexico md=moldova mc=monaco mn=mongolia
me=montenegro ma=morocco mz=mozambique mm=myanmar na=namibia np=nepal nl=netherlands,nederland,holland
nz=new_zealand ni=nicaragua ne=niger ng=nigeria mk=north_macedonia no=norway,norge om=oman pk=pakistan pa=panama
py=paraguay pe=peru ph=philippines pl=poland,polska pt=portugal qa=qatar ro=romania ru=russia rw=rwanda
sa=saudi_arabia sn=senegal rs=serbia sg=singapore sk=slovakia si=slovenia so=somalia za=south_africa
kr=south_korea,korea,republic_of_korea es=spain,espana lk=sri_lanka sd=sudan se=sweden,sverige
ch=switzerland,schweiz,suisse,svizzera sy=syria tw=taiwan tj=tajikistan tz=tanzania th=thailand tg=togo tn=tunisia
tr=turkey,turkiye ug=uganda ua=ukraine ae=united_arab_emirates,uae
gb=united_kingdom,uk,great_britain,england,scotland,wales,northern_ireland
us=united_states,usa,united_states_of_america,us uy=uruguay uz=uzbekistan ve=venezuela vn=vietnam,viet_nam ye=yemen
zm=zambia zw=zimbabwe
"""
COUNTRIES = {
    name.replace("_", " "): code.upper()
    for code, names in (entry.split("=") for entry in _COUNTRY_TABLE.split())
    for name in names.split(",")
}
"""The ISO 3166-1 code of each country, by its names in lower case without accents."""
