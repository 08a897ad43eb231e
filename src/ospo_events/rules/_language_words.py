"""Words of English, French and German that look like misspelt words of the vocabularies but are not.

Nobody who writes `operator` means `moderator`. This list grows with the vocabularies:
`tests/rules/words_of_programmes.txt` checks it.
"""

from __future__ import annotations

__all__ = ["LANGUAGE_WORDS"]

_ENGLISH = """
    alienate alternated assemble authorial belated bookshop bother braiding brainer brainerd braising branning
    breaky breeding breezing bricking bridging brimming bringing cannibal captaining cartooning cautioning clashing
    clasping classing cloaking clocking clogging cloning clothing clotting clouding clowning cloying coloring
    conceit concept concern concerto concrete connacht consolation constant consummation contract contracts contrast
    contributory convert converts coster countable cremated crossing debase debated debater decoding despondent
    discussing draining dunder elated embers fender finder flossing foster founder founders freakout funded glides
    glossing grainger grieving hegemony imaged imager incited indicted insisted interpreted invented inverted
    invested invitee invites invoiced keynoter koster licensed licensee losing luthor melting member metering meting
    modulator mother mountable opining organised organize organized organizes pamper papery parter partier partiers
    pauper performed perfumer pester porkchop posner posted potter praising predated preformed prelates preservation
    publick publix raining rebate recanted receding recoiling recouping recurring redacted reforming regarding
    reheated relapsed relate relates relaxed relayed released relegated relented reloading relocated remastered
    repeated replaced replanted replayed reporting resorting resplendent responding restated retarding rewarding
    reworking roster scream seconding seething slices slider sliders slimes sloshing smelting sneakers spending
    spreader strained strainer strainers straining streak sunder tainting teething tracking trailer trailers
    trailing trained trainee trainor traipsing tramping trapping trashing trawling upending ustream woodshop worksop
    zoster
"""
_FRENCH = """
    apporter apporteur apporteurs asocial asociale assemblé autorail canonicat chaire coincent concer concerte
    concerto concerté concourt concret concrets constatation contacte contacté contait contant contracta contracte
    contracté converti couchais couchait debats debute discutant dissuasion drainer encolure fonder imagée
    interjeter interpeler interprete interprète interprètera interprètes interprétation interprétations interpréter
    interprétera interpréteur interprétez interprête invite inviter invitez limage membres organisera organises
    organisez organites palper papier partager perforer performante performe performeur perforées pister porter
    postera postes postez postier prestation présentation présentations publia publie publis publié rapporter
    rapporteure rassembla rassemble rassemblé registres relater sociale socialo solides terminer trainant traine
    trainent traines traiter traitera traiteur transcrit traîner traînera tutoriel épargner
"""
_GERMAN = """
    amthor artner britting canonica concerti debatte diskussion diskussions epaper feldbach flunder frieling funden
    fundes funker gartner herforder hoster interpreten konsultation koordinator krainer moderater moderato noster
    organisier parther partnern perforiert performen plattner polster polstern polter postel posten posteo postern
    postet postler präsentation präsentations publica publico publik pörtner rainer relaxten relaxter reloaded
    rother runder sneaker sneakern sozial spartaner specker spiecker sponsort streame streamt trailern trainern
    trainier traminer transkript transkripte trauner trauring trautner verformen wunder zunder
"""

LANGUAGE_WORDS = frozenset(f"{_ENGLISH}{_FRENCH}{_GERMAN}".split())
"""The words, in the form of `model.vocabulary.folded`."""
