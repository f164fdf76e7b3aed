"""Words that tell names and streets from ordinary talk about energy."""

from __future__ import annotations

# Words that are neither a name nor part of one, however they are written. Where a word is both
# ("Will", "May", "Price"), it stands in BOTH_NAME_AND_WORD below and counts as a name only where
# its neighbours say so.
COMMON = frozenset(
    """a about above account accounts acct actually address advice advise adviser advisor after
    again against agent ago agreed all almost already also although always am amount an and
    angry annoyed another any anyone anything app appointment are aren't around as ask asked
    asking at automated available away awful back bad balance bank be because bed been before
    behind being best better between big bill billed billing bills bit boiler both british
    broken brand but by call called caller calling calls came can can't cancel cancelled cannot
    cant cap card care cash centre change changed charge charged charges chat check checked
    claim cleared close closed cold come coming complain complaint complaints concerned confirm
    confirmed confused connection contact contacted contract correct cost costs could couldn't
    council credit current currently customer customers cut date dated day days dd dead dear
    debit debt delay department deposit detail details did didn't different direct disappointed
    disgusted disgusting display dispute do does doesn't doing don't done dont down dreadful due
    during each early economy either electric electrical electricity elderly email emailed
    emergency end energy engineer engineers enough enquiry error estimate estimated ev eve even
    evening ever every everyone everything exactly export extra extremely family fault faulty
    feed feedback few final finally fine first fit five fix fixed flat flexible folks following
    for forward four free freezing friday from frustrated fuel full furious fuming further gas
    get gets getting give given glad go goes going gone good got great greetings grid guys had
    half happy hard has hasn't hate have haven't having he heat heating hello help her here
    here's hey hi high him his hold holding home hope hoping hot hour hourly hours house how
    however huge hub i i'd i'll i'm i've id if ignored immediately import impossible in
    incorrect increase information inquiry instead into interested invoice is isn't issue issues
    it it's its just keep keeps kind kindly know known lady ladies last late later least left
    less let letter letters like line list live living loads log login lol long look looking
    looks lost lot lots low lower made madam make making manager many matter maybe me mean meter
    meters might mine minute minutes missed missing mobile monday money month monthly months
    more morning most move moved moving mr mrs ms much must my name near need needed needs never
    new next nice night no nobody none not note nothing now number of off offer office okay ok
    old on once one online only open or order other our out outage over overcharged owe own
    owner paid paper part past pay payg paying payment payments pending people per person phone
    phoned phoning please pleased plan pls plus point poor portal possible post power prepay
    prepayment previous price prices pricing priority problem problems process property provide
    purchase put query question quick quickly quite quote quoted rang rate rates rather read
    reading readings ready real really reason receipt received recently ref reference refund
    refunded regarding regards register registered reminder remove reply report reported request
    requested resolve resolved respond response right ring ringing rubbish said same saturday
    saver saving savings say saying says second see seem seems seen send sending sent service
    services set several she should shocked shocking show shows sick sign simple simply since
    sir sister situation six smart so solar some someone something soon sorry sort speak
    speaking speaks spoke spoken standard standing start started statement still stop stopped
    stuck stuff submit submitted such sunday supervisor supplier supplies supply support sure
    surely switch switched switching system take taken taking talk tariff tariffs tbh team tech
    technician telephone tell ten tenant terrible text than thank thanks that that's the their
    them themselves then there there's these they they're thing things think this those though
    three through thursday ticket till time times tired title to today told tomorrow tonight too
    took top topup total track transfer tried tries true try trying tuesday turn turned twice
    two tv unable unacceptable unhappy unit until unusual up update updated upset urgent us
    usage use used useless user using usual valid very via visit voicemail wait waited waiting
    want wanted wants warm was wasn't waste water way we we're web website wednesday week weekly
    weeks well went were weren't what what's when where whether which while who who's whole whom
    why wife wifi will with within without won't wondering work worked working worried worse
    worst would wouldn't write writing written wrong year yearly years yep yes yesterday yet you
    you're your yours yourself absolutely able afraid alone apparently aware behalf calculating
    chasing constantly currently delighted despite disabled due entitled expecting extremely fed
    following fortunate grateful including literally moving nearly noticing overdue paperless
    pensioner pregnant really receiving replying retired returning self-employed single
    struggling supposed thinking thinking trying unemployed vulnerable january february march
    june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue tues wed thu thurs fri sat sun mpan mprn kwh iban bacs vat gmt bst uk gb
    ni ltd plc llp company charity trust university hospital school church street road avenue
    ofgem ombudsman citizens scottish english welsh irish ireland scotland england wales
    european customer's morning afternoon everybody anybody there- mate pal love darling duck
    hun babe team both all- ladies gentlemen sirs colleagues friends folk xx xxx btw spelt
    spelled misspelt misspelled spelling mispelt different blank hidden changing appearing
    listed fyi asap urgently nhs dwp hmrc dno erp ihd smets ev bg plc usa eu uk irish on-hold
    gone tariff's engineer's landlord landlady neighbour neighbours husband partner mum dad
    mother father son daughter brother gran nan grandma grandad granny uncle aunt auntie cousin
    niece nephew children kids child baby friend carer nurse doctor gp solicitor executor
    accountant guarantor tenant tenants lodger flatmate housemate ex late deceased parent
    parents complete completely totally broke breaking gave give giving helped helping hello-
    advised explained mentioned promised passed transferred logged noted chased emailed texted
    messaged wrote written replied answered lovely helpful rude polite patient brilliant
    fantastic excellent amazing super wonderful appreciated appreciate sincerely faithfully
    wishes respectfully cheers ta warmest many kindest yours truly warmly signed from sent
    iphone android samsung attached enclosed cc subject to- date- account- outgoing incoming
    tenancy rent rented renting leaving left arriving arrived since- ending expired expires
    renewal renew renewed green premium basic fix variable tracker agile value seekers day-
    black friday christmas easter octopus ovo edf eon british- npower bulb shell utilita utility
    utilities sse hive nest alexa google apple facebook twitter whatsapp instagram barclays
    lloyds natwest monzo paypal visa mastercard amex doing- being- simply- heat- pump pumps
    panels panel car charger battery leak smell carbon monoxide radiator radiators thermostat
    pressure fuse cooker oven shower tripping trip tripped sparks wire wires cable cables pole
    pylon storm flood
    """.split()
)

# Common given names that are also everyday words, months, places or things.
BOTH_NAME_AND_WORD = frozenset(
    """may rose grant mark will bill rob sue pat art june april august grace hope faith joy dawn
    holly ivy lily daisy olive violet heather poppy jasmine iris hazel amber ruby pearl crystal
    jade sky skye summer autumn eve star angel chase drew frank gene guy jack josh lance max
    miles nick norm pierce ray reed rich rod sandy skip sterling victor wade warren sonny buddy
    carol bell penny patience prudence charity constance harmony melody merry robin jay dale
    glen craig cliff rock heath brook forest basil ginger clay dean earl duke king prince
    christian kelly sterling price power green brown white black gray young long short small
    little good best day weeks winter frost snow rain field fields hill hills wood woods stone
    church house hall park parks lane street bridge banks rivers lake ford marsh moor north
    south east west bishop abbott knight page cook baker butler carter carpenter cooper driver
    farmer fisher fox gardener hunter mason miller parker porter potter shepherd singer smith
    taylor turner walker ward weaver bird wolf swan finch crane bush berry cherry rice bean salt
    pepper sharp strong swift noble wise bright moody savage wild meek gold silver cash case
    cole coles cross gates key keys lamb leaf major marsh mills nelson news paris london chelsea
    florence victoria georgia sydney austin brooklyn india china jordan israel troy kent devon
    lincoln chester lee ben don al ali an ian- so hung do my you he she bin tom- read reid- call
    waters burns flood heath law laws head hand foot legg tong love darling friend gift blessing
    comfort sunny happy precious favour favor mercy miracle destiny rich ash abe mo des les ken
    sid art- di jo- flo gill kit dot peg viv ria ada bea fay kay kaye sal val rex tag ted- chip
    kirk scott ross blair bruce cameron fraser gordon graham innes leslie lewis logan murray
    douglas duncan harris stuart wallace winston ward sale sales credit charge bond smart
    """.split()
) - {"don", "ross", "scott", "gordon", "graham", "duncan", "fraser", "cameron", "stuart", "murray"}

# Those of them that are first names far more often than surnames or things.
GIVEN_AND_WORD = frozenset(
    """may rose grant mark will bill rob sue pat june april august grace hope faith joy dawn holly
    ivy lily daisy olive violet heather poppy jasmine iris hazel amber ruby pearl jade eve drew
    frank gene guy jack josh lance max nick norm ray reed rod victor wade warren carol penny
    patience robin jay dale glen craig cliff heath lee ben tom ken kim les des abe ted sid val
    flo gill ada fay kay rex kirk bruce leslie lewis logan douglas murray harris angel basil
    blessing comfort mercy destiny florence victoria georgia sydney austin jordan lincoln
    chester christian dean earl duke israel troy miles pierce max art iris don ali al an mo
    """.split()
) - {"an", "al", "mo", "art"}

# Second halves of products, schemes, firms and places that begin like a name.
NO_NAMES = frozenset(
    """scheme schemes fund networks network hydro bosch universal pip allowance benefit cap next
    fools homes housing association society building plus max pro mini ltd limited trust station
    airport express mail royal post-office national citizen fuel flexi simply everyday select
    direct loyal loyalty reward rewards club boost zero carbon tesla ohme zappi vaillant baxi
    ideal viessmann daikin mitsubishi samsung ring echo pod wallbox myenergi powerwall loop
    shine shops tesco asda sainsburys morrisons aldi lidl paypoint payzone amazon netflix virgin
    vodafone three talktalk smets landis elster aclara honeywell secure kaifa itron worcester
    scheme's muslim hindu catholic polish irish british scottish english welsh ukrainian asian
    african chinese indian pakistani french german spanish italian romanian portuguese orthodox
    jewish diwali ramadan eid
    """.split()
)

# What never stands between a house number and the word for a street.
NOT_IN_STREET = frozenset(
    """a an and any am pm are as at be been before but by can close closed could day days did do
    each every for from get go got had has have he her his hour hours hr hrs how i if in into is
    it its just kwh kw last left less like m me min mins minute minutes month months more my
    next no not now of off on one or our out over p pence people per percent please pounds quid
    rate rates reading readings right said seconds she since so some than that their them then
    there these they this times to two until units up was watt watts we week weeks weekend
    weekly went were what when which while who will with within working would year years yet you
    your calls emails letters texts bills payments meters engineers visits bedroom bed beds
    bedroomed bathroom storey people adults kids children rooms radiators panels bulbs tariff
    tariffs nights night mornings am- different separate other another about after ago already
    again also because both during either hourly smart gas electric electricity solar phase
    stage step steps item items points point pm- three-way two-way full half extra new missed
    failed
    """.split()
)

_TOWNS = """
    Aberdeen Aberystwyth Airdrie Aldershot Alloa Altrincham Arbroath Armagh Ashford Aviemore
    Aylesbury Ayr Ballymena Banbury Banff Bangor Barnsley Barrow Basildon Basingstoke Bath
    Bathgate Bedford Belfast Berwick Birkenhead Birmingham Blackburn Blackpool Bolton Bootle
    Bournemouth Bracknell Bradford Brechin Brighton Bristol Bromley Burnley Bury Caernarfon
    Camberley Cambridge Canterbury Cardiff Carlisle Carmarthen Chatham Chelmsford Cheltenham
    Chester Chesterfield Chichester Clydebank Coatbridge Colchester Coleraine Corby Coventry
    Crawley Crewe Croydon Cumbernauld Cwmbran Darlington Dartford Derby Derry Doncaster Dorchester
    Dover Dudley Dumbarton Dumfries Dundee Dunfermline Durham Eastbourne Edinburgh Elgin Enfield
    Enniskillen Epsom Exeter Falkirk Falmouth Fareham Farnborough Folkestone Forfar Forres
    Gateshead Gillingham Glasgow Glenrothes Gloucester Gourock Grangemouth Grantham Gravesend
    Greenock Grimsby Guildford Halifax Hamilton Harlow Harrogate Hartlepool Hastings Hawick
    Hereford Hertford Hove Huddersfield Hull Huntingdon Inverness Inverurie Ipswich Irvine
    Keighley Kendal Kettering Kidderminster Kilmarnock Kingston Kirkcaldy Kirkwall Lancaster Leeds
    Leicester Lerwick Lichfield Lincoln Lisburn Liverpool Livingston Llandudno Llanelli London
    Londonderry Loughborough Lowestoft Luton Macclesfield Maidstone Manchester Mansfield Margate
    Merthyr Middlesbrough Montrose Morecambe Motherwell Nairn Neath Newbury Newcastle Newport
    Newquay Newry Northampton Norwich Nottingham Nuneaton Oban Oldham Omagh Oxford Paisley Penrith
    Penzance Perth Peterborough Peterhead Pitlochry Plymouth Pontypridd Poole Portree Portsmouth
    Preston Ramsgate Reading Redcar Redditch Rhyl Rochdale Rotherham Rugby Runcorn Salford
    Salisbury Scarborough Scunthorpe Sheffield Shrewsbury Slough Solihull Southampton Southend
    Southport Stafford Stevenage Stirling Stockport Stockton Stonehaven Stornoway Stranraer
    Sunderland Swansea Swindon Taunton Telford Thurso Torquay Truro Tunbridge Wakefield Walsall
    Warrington Warwick Watford Wellingborough Weymouth Whitby Whitehaven Wick Widnes Wigan
    Winchester Windsor Woking Wolverhampton Worcester Workington Worthing Wrexham Yeovil York
    Aberdeenshire Angus Argyll Berkshire Buckinghamshire Cambridgeshire Cheshire Cornwall Cumbria
    Derbyshire Devon Dorset Essex Fife Gloucestershire Gwynedd Hampshire Hertfordshire Kent
    Lancashire Leicestershire Lincolnshire Merseyside Middlesex Norfolk Northamptonshire
    Northumberland Nottinghamshire Oxfordshire Powys Shropshire Somerset Staffordshire Suffolk
    Surrey Warwickshire Wiltshire Worcestershire Yorkshire
"""
_MORE_TOWNS = (
    r"Milton Keynes|Bury St Edmunds|Fort William|St Andrews|St Albans|St Helens|St Austell|"
    r"East Kilbride|Newcastle upon Tyne|Stoke[ -]on[ -]Trent|High Wycombe|Great Yarmouth|"
    r"Kings? Lynn|Leamington Spa|Merthyr Tydfil|Port Talbot|Burton(?: upon Trent)?|"
    r"Weston[ -]super[ -]Mare|Isle of \w+|West Midlands|County \w+|Co\.? (?:Down|Antrim|Durham)|"
    r"(?:West|East|North|South) (?:Sussex|Yorkshire|Lothian|London)|Tyne and Wear"
)
TOWN_PATTERN = rf"(?:{_MORE_TOWNS}|{'|'.join(_TOWNS.split())})"
