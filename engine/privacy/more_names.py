"""More given names and surnames of people in Britain, by where the names come from.

Names anybody may meet; not taken from a register. Lower case, without accents; words that mean
something else in everyday English are left out.
"""

from __future__ import annotations

_SHORT = """\
    gaz gazza shaz shazza bazza baz daz jaz kaz caz maz loz trish dez gav mick mickey micky nige
    phil ron
    ronnie vinny vince vinnie bex becs lou lulu mel shell shelly debs jules jools suze suzy
    lizzy lizzie liz beth bethy kath kathy cath cathy chrissy chris steve stevie stu dave
    davey davy dougie doug gordy gord geoff jeff jez jem jonno jonny johnny johnno robbo
    robbie wayne shane shaun shawn sheila deano danno danny simmo tommo tomo matt matty nat
    alfie archie ollie olly ozzy pippa teddy terry tez tony toni zak zac nico len lenny
    bertie bert artie"""
_ASIAN = """\
    aarav aditi aditya aftab ajay akash akhil alia alka aman amar amarjit ambreen amrit
    amrita anand ananya aneesa anisha anjum ankit ansari anu anwar aparna arif armaan arshad
    arti aslam avtar azhar aziz balbir baldev balvinder balwinder bashir bhavesh bhavna
    bhupinder bibi bina bilquis chetan daljit deepa deepak deepika devi dharmesh dilip
    dilraj dinesh divya ehsan faisal farah farhan farida farooq fatima fatema fawad faiza
    gagan ganesh gita gopal gurdeep gurmeet gurpreet gurvinder habib hafsa hamid hamza
    hardeep haris harjinder harjit harpreet harsha harvinder hasan haseeb hina humaira ifra
    imran inder indira inderjit iqra irfan ishaan ishita jagdish jagjit jaspal jaspreet
    jasvinder jatinder javed jaya jayesh jignesh jyoti kabir kamal kamaljit kamran kanwal
    karan karamjit kareena kashif kavita kavya khadija khalid kiran kirpal kishore komal
    krishna krishnan kuldeep kulwinder lakshmi lalita latif laxmi leena mahesh majid maliha
    mandeep maninder manish manjit manjinder manoj manpreet maryam meena meera megha mehmood
    mehul mohan mohit mubarak mukesh muneeb murtaza nadeem nadia naeem nagina naila nalini
    nandini narinder naseem nasir nasreen naveed navdeep navneet nayan nazia nazir neelam
    neha nikhil nilesh nimra nisha nishant niraj nitin noor nusrat omkar padma pallavi
    pankaj paramjit parminder parveen pooja prabhjot pradeep prakash pranav prasad pratik
    preeti preetam priti priyanka pushpa qasim rabia radha raheem rahila rahul rajan rajesh
    rajinder rajiv rajni rakesh rakhi ramesh ramandeep rana ranjit rashid rashida ravi
    ravinder razia reena rehan rehana rehman reshma rohan rohit ritu rizwan rukhsana
    rupinder saba sadia safia sahil saima sajid salim salma samina samir sana sandeep
    sangita sanjay sanjeev sanjit santosh sarbjit sarfraz sarita sarwan satish satnam seema
    shabana shabnam shafiq shagufta shahid shahida shahnaz shakeel shamim sharmila shazia
    sheetal shilpa shivani shreya shruti shweta simran sneha sonal sonia sudha suhail
    sukhdeep sukhwinder sukhjit suman sumitra sunil sunita suraj suresh surinder sushila
    swati tahir tahira tanveer tanvi tariq tasneem tejinder uday umar umesh usman vandana
    varun veena vijay vikas vikram vinay vinod vishal waheed wahid waqar wasim yash yasmeen
    yasmin yogesh yunus yusra yusuf yousuf yousef zafar zahid zahida zahra zaheer zainab
    zaynab zakir zara zeeshan zohra zubair zulfiqar saqib shabir shabbir mumtaz nargis
    parvin abida sajida chandra"""
_EAST_ASIAN = """\
    xiaoling xiaoming xiao xin xiu ying yong yuan yue yun zhen zhi jian jie jing jiahui
    haoran hao huan fang feng guang guo lei lihua li-na liang ling mei meiling ning peng
    qiang qin qing rong rui shu siyu tao wei weiming wen wenjie xia xiaofeng yifan yuting
    yuki yuko kenji hiroshi haruka akiko takashi naoko sakura minh thi thuy trang tuan
    phuong linh duc huong ngoc nhung quang quynh thanh thao hien jiho minji soojin hyun
    seoyeon eun nattaya somchai siriporn malai maricel rosario jhun joon"""
_AFRICAN = """\
    abdi abdirahman abdikarim abebe abena abiodun abiola ade adebola adebayo adedayo adeola
    adesola adewale adunni afia afolabi akosua akua akwasi alem amara amadou aminata amina
    araba asante ayanda ayaan ayodele ayo azeez babajide bola bolanle bukola busisiwe
    chiamaka chibuzo chidi chidinma chidiebere chika chima chimamanda chinedu chinonso
    chinwe chioma chipo chukwudi chukwuemeka dayo ebele ebere efe efua ekow emeka emmanuel
    enitan esi eyob farai fatou fatoumata femi folake folasade funke funmi gbenga gideon
    habiba hawa hodan ibrahim idris ifeanyi ifeoma ifrah ikechukwu ikenna ireti ismail iyabo
    jelani kagiso kehinde khadra kofi kojo kudzai kunle kwabena kwaku kwame kwasi kwesi
    lerato lindiwe makena mamadou mandla mariama maryan mohamud musa ndidi ngozi njeri
    nkechi nneka nnamdi nomsa nonso nosipho obi obinna odunayo ola olabisi oladele olamide
    olu olumide olusegun oluwaseun oluwatobi oluwaseyi omari omolara omotayo onyeka osagie
    osas rotimi ruto sade segun seun sekou sibusiso simba sizwe solomon tadesse taiwo tapiwa
    tayo temi temitope tendai tendayi thabo thandi thandiwe titilayo tobi tolu tosin tunde
    uche uchenna ugochi wambui wanjiru yaa yaw yemi yetunde yohannes zanele zodwa zola"""
_EUROPEAN = """\
    adrianna agata agnieszka aleksy alicja andris andrzej aneta anita arkadiusz artur asta
    aurelija barbora beata blazej bogdan bogusia boguslaw bozena bronislaw cezary cristina
    cristian cosmin costel damian daiva dainius danuta dariusz dawid dorota dominik doina
    dragos edyta egle elzbieta emilia ewa ewelina gabriela gheorghe giedre gintaras gosia
    grazyna grzegorz halina henryk hanna ilona ionela ionut irena iwona izabela jacek jakub
    jadwiga janina janusz jarek jaroslaw jerzy joanna jolanta jozef julita jurate justyna
    kacper kamil kamila karol karolina kasia kasper katarzyna kazimierz kinga konrad
    krystian krystyna krzysztof lech leszek lidia liliana lucja lukas lukasz maciej maciek
    magda magdalena malgorzata marcin marek mariola mariusz marius marta martyna marzena
    mateusz michal mihaela mihai mindaugas miroslav miroslaw monika natalia oana oksana
    oleksandr olena ondrej pavel pawel petra petru piotr przemek przemyslaw radek radoslaw
    radu rafal raluca rasa remigiusz renata roksana ruta ryszard sandra sebastian slawek
    slawomir stanislaw stefan sylwia szymon tadeusz teresa tereza terezie tomasz tomek urszula
    vasile vasyl
    veronika viktor viktoria vilma violeta vlad vladimir volodymyr wanda weronika wieslaw
    wioletta witold wladyslaw wojciech wojtek zbigniew zdenka zofia zuzanna zygmunt yulia
    yuliia svitlana tetiana iryna natalya dmytro andriy serhiy consuelo esperanza carlos
    diego enrique fernando francisco gonzalo guillermo ignacio inigo javier joaquin jorge
    jose juan lucia luis luisa manuel marisol miguel nuria pablo paco pedro rafael ramon
    raul ricardo rocio soledad xavier alessandro alessia chiara davide enzo fabio federica
    francesca giacomo gianni giorgio giovanni giulia giuseppe lorenzo luca luigi marco
    massimo matteo paola paolo riccardo salvatore stefania vincenzo andre antoine benoit
    celine christophe claude delphine didier elodie emile etienne fabrice francois genevieve
    gerard guillaume henri jacques jean jean-luc laurent lucien mathieu mathilde mireille
    nathalie olivier pascal philippe pierre sylvie thierry yannick yves helga heinrich
    jurgen klaus matthias ulrike uwe wolfgang joao joaquim paulo rui tiago thiago vasco
    dimitris eleni georgios ioannis kostas nikos stavros yiannis mehmet mustafa emre elif
    hakan murat ayse fatma ozlem selin yilmaz zeynep besnik arben ardian dardan fatos ilir
    blerim valon vjosa"""
_BRITISH = """\
    aelwyn alwyn aneurin arwel arwen bedwyr berwyn blodwen bronwen bronwyn brychan bryn cadi
    caradog carwyn catrin ceinwen ceri ceridwen cerys dafydd delyth derfel dewi dilwyn dilys
    drystan dylan eifion einir eira eirian eirlys eirwen elen eleri elfed elin elinor eluned
    elwyn emlyn emrys emyr enfys enid ffion gareth garmon geraint gerallt gethin glenys glyn
    glynis goronwy gruffudd gruffydd guto gwen gwenda gwenllian gwerfyl gwilym gwyn gwyneth
    gwynfor heledd heulwen huw hywel iago idwal iestyn ieuan ifan ifor illtyd ioan iolo iona
    iorwerth islwyn iwan llew llinos lleucu llyr lowri luned mabli mair maldwyn mared meinir
    meirion menna meredydd mererid morfydd morwenna myfanwy myrddin nerys nesta nia olwen
    osian owain pedr penri rhian rhiannon rhodri rhona rhonwen rhydian rhys sian sioned sion
    steffan tegid tegwen teleri tirion tomos tudur wyn ailbhe aindrea aine aodhan aoibheann
    aoibhinn bairbre blathnaid brid brian brigid cahal cairbre caitlin caoilfhionn caoimhe
    caoimhin cathal cathy ciara ciaran cillian clodagh cliona colm colum conall conchobar
    conor cormac daithi daire darragh deirdre dermot diarmuid domhnall donal donnacha eabha
    eamon eamonn eilis eimear eithne emer enda eoghan eoin feargal ferdia fergal fergus
    fiachra fidelma finbar fintan fionn fionnuala gearoid grainne laoise liadan lorcan maeve
    mairead malachy maire mairtin muireann niall niamh nuala odhran oisin oonagh orla
    orlaith padraic padraig peadar proinsias roisin ronan ruairi saoirse seamus sean senan
    sile sinead siobhan sorcha tadhg tiernan tomas treasa turlough ailsa alasdair alastair
    aonghas beathag calum callum catriona coinneach donalda dougal dugald eilidh ewan ewen
    euan fearghas fearchar fiona fingal finlay finnian fionnlagh greer gregor hamish hector
    iain isla isobel ishbel iseabail jessie kenneth kirsteen kirsty lachlan lorne lorna
    magnus mairi malcolm mhairi moira morag morven muriel murdo murdina rhuaridh ronald rory
    ross ruaraidh ruaridh ruairidh seonaid seumas shona sheena sorley struan torquil uilleam
    wilma alethea araminta arabella augusta barnaby bartholomew benedict bernadette bertram
    briony bryony cecil cedric cecily clarence clarissa clement clive constantine cordelia
    cuthbert cyril daphne deborah desmond dorothea dorothy dulcie edgar edith edmund edna
    edwin eileen elaine elsie eric ernest ethel eunice eustace felicity ferdinand florrie
    gaynor georgina geraldine gertrude gillian gladys glenda godfrey gwendoline harold
    harriet hermione hilary hilda horace horatio hubert humphrey imogen irene isadora ivan
    ivor jeremiah jeremy jocelyn josephine lavinia leonard leopold lionel lucinda mabel
    marguerite marjorie maud maureen mavis maxine mildred millicent minnie montgomery myrtle
    nancy neville nigel noel nora norman octavia ophelia oscar oswald ottoline pauline
    percival percy perdita peregrine persephone petronella philippa philomena phyllis polly
    prunella quentin ralph raymond reginald reuben roderick roger roland rosalind rosamund
    rosemary roxanne rosalie rupert sabrina shirley sidney stanley sybil sylvia tabitha
    tamsin thelma theodora theodore theresa ursula valerie vera vernon vivian vivien
    vivienne walter wilfred wilhelmina winifred yvette yvonne zachary zelda kayleigh
    chantelle shanice tyrone dwayne leroy winsome delroy kerry-ann jayden kayden kian keegan
    jenson maisie lacey lexi ellie evie millie lottie tilly freya gracie elodie arlo ezra
    jaxon otis theo leanne leeann joanne deanne"""
MORE_GIVEN = frozenset(
    word
    for group in (_SHORT, _ASIAN, _EAST_ASIAN, _AFRICAN, _EUROPEAN, _BRITISH)
    for word in group.split()
)
MORE_SURNAMES = frozenset(
    """
    thackeray przybylski mountjoy crabtree tully hardcastle mcveigh abbot abdi abdullahi
    abubakar achebe addo afolabi agarwal aguilar aidoo akande akpan alam aldridge amin anand
    ansari appiah asante ashworth aslam atkins atkinson awan ayodele babatunde bains bajwa
    balogun bano banerjee barker barnes barrett basu bateman batra beattie bevan bhatt
    bhatti bhogal bianchi biggs blackwood boakye boateng bradley bradshaw brennan briggs
    buchanan bui bukowski burgess burke byrne carr carroll carson cassidy chadwick
    chakraborty chatterjee chauhan chaudhary cheema cho chong choudhury chowdhury christie
    chukwu cisse clements coleman connolly conway corrigan costa coughlan crosby crowley
    cruz cullen curran dalrymple daly danso das dawson delaney dempsey devlin dhaliwal
    dhillon diaz diop dixon donaldson donnelly donovan downie doyle drummond duffy dunne
    dutta edmunds egan eke elliott ellis emmanuel eze fagan fairbairn farah farrell farooq
    fashola faulkner featherstone fernandes fernandez finnegan fitzgerald fitzpatrick
    fleming flanagan flynn forbes forde forsyth fowler francis franklin garg gill gilbert
    gilchrist gillespie gilmour goh gomez gonzalez goodwin gould grabowski granger greenwood
    grewal griffin guo gutierrez haddad haddow haider halliday hameed hammond hanif hanlon
    harding hargreaves haque hashmi hassan hayes haynes healy hendry hernandez heywood
    hickey higgins hobbs hodgson hopkins horvath hossain houghton howard howell howells
    humphries hutchinson hutton ibrahim idowu igwe ilyas inglis islam ismail ivanov iwu
    jadhav jaiswal jamil jankowski jarvis javed jeffries jimenez jaworski kabir kamara kang
    kapoor kariuki kearney keane kebede keenan kemp kendall khalil khatun kim kirkpatrick
    kirkwood kozlowski krawczyk krishnan kowal kulkarni kwan kwok lachowicz lal lam lamont
    lau lavery leach lehane lennon leslie li lim lin liu lopez lowry luo lynch lyons
    macfarlane macintyre mackinnon macpherson macrae maguire maher mahmud majid malone marek
    mariam martinez masih masood mcallister mcavoy mccabe mccall mccann mccoy mccormick
    mccrae mcculloch mcdermott mcfarlane mcgill mcginty mcgowan mcgrath mcguire mchugh
    mcinnes mckenna mckinnon mclaughlin mcnally mcnamara mcneil mcphee mcpherson mcqueen
    menon meredith mian middleton miah mirza mistry mohamed mohammad molloy montague
    montgomery moran moreno moreau morrison mukherjee muldoon mulligan munoz muhammad
    mustafa mwangi naidu naqvi nasir nayak naylor ndiaye ndlovu ng ngo nicholson nkosi nolan
    norris novak nwosu o'callaghan o'connell o'dowd o'driscoll o'grady o'hara o'keefe
    o'leary o'malley o'mahony o'rourke o'shea o'toole obi odonnell ogden ogunleye ojo okeke
    okoro okoye oladipo olawale oliveira olsen onyango osei osman otieno oyelaran padilla
    pandey parmar pathak pawlak pearce pearson peng pereira perera perkins petrov pettigrew
    pham phelan pickering pietrzak pillai pinto pollock popov powell prasad prentice pugh
    qureshi quigley quinn rafferty rahman rai rajan ramirez ramos ramsay randhawa rao rashid
    rathore rehman reilly reyes reynolds riaz rios robson roche rodgers rodrigues rodriguez
    romano rooney rowland roy ruiz russell rutkowski rutherford ryan sadiq saeed saleem
    saleh salim sandhu sanchez sandison santos sarkar saunders sawicki saxena schmidt
    schneider schwartz sethi sesay shaikh sheikh shelton sheppard sheridan shukla sidhu
    siddiqui sikora silva simmons sims singh-dhillon sinha skinner slater sloan smyth
    sobczak sokolov sood soto spencer srinivasan stefan stephenson stevenson strachan
    subramanian sullivan suleman sultana swann sweeney szczepanski tait talbot tandon tang
    taggart telfer tembo thakur thapa thind thorburn thornton tiwari toal todd toner torres
    townsend traynor trivedi truong turnbull uddin underwood urquhart uzun varghese varma
    vasquez vaughan vega venkataraman verma vu wafula waheed wainwright walczak waring
    warsame watkins weir whelan whitehead whyte wilkie wilkinson wilkins wojciechowski
    woodward wozniak wu wyatt wylie xu yadav yang yates yeung yilmaz yip yousaf yusuf zafar
    zaman zhao zheng zhou zhu""".split()
)
