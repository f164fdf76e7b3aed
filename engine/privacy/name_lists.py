"""Given names and surnames that are common in Britain, to find a name without an introduction.

Made of names anybody has met; not taken from a register. Lower case, without accents.
"""

from __future__ import annotations

from engine.privacy.more_names import MORE_GIVEN, MORE_SURNAMES
from engine.privacy.wordlists import BOTH_NAME_AND_WORD, COMMON

GIVEN = (
    frozenset(
        """aaliyah aaron abdul abdullah abigail adam adeel adele adrian agnes agnieszka ahmed aidan
    aileen ailsa aimee aisha aisling alan alana alasdair alastair albert aled alejandro
    aleksander aleksandra alex alexander alexandra alexis alfie alfred alice alicia alina alisha
    alison alistair alisdair allan allison alun alyson amanda amelia amina amir amit amy ana
    anastasia andrea andreea andrei andrew andrius andrzej andy aneta angela angelika angharad
    angus anil anita anjali ann anna annabel anne annette annie anthony antoni antonio anwen
    aoife aonghas archie ariana arjun arthur arun asha ashley ashok asif asma astrid audrey ava
    ayesha azra babatunde baljit barbara barry bartosz beata beatrice becky belinda benjamin
    bernadette bernard beryl bethan bethany betty beverley bilal blessing- bogdan bozena brandon
    brenda brendan brian bridget brigid bronagh bronwen bryan caitlin callum calum cara carl
    carla carlos carly carmel caroline carolyn carys catherine cathal catrin catriona ceri cerys
    charlene charles charlie charlotte cheryl chidi chinedu chloe chris christina christine
    christopher chukwudi ciara ciaran claire clara clare claudia clive clodagh coinneach colette
    colin colm conor connor corey corinne courtney cristina curtis cynthia daniel danielle
    danuta darius dariusz darragh darren dave david debbie deborah debra declan deepak deirdre
    delyth denise dennis derek dermot desmond deborah devi dewi diana diane dinesh dipak divya
    dmitri dominic dominika donald donna doreen doris dorota dorothy douglas duncan dylan dympna
    eamon eddie edith edward edyta efa eileen eilidh eimear eirlys elaine eleanor elena elin
    elizabeth ella ellen ellie eloise elsie eluned emeka emily emma emmanuel emrys emyr eoin
    eric erica erin ernest ester esther ethan euan eugene eva evelyn evie ewa ewan ewen fadi
    fahad faisal fatima fatimah fergal fergus fern ffion filip finlay finley fiona fionnuala
    florin frances francesca francis francisco fred freddie frederick freya funmilayo gareth
    gary gavin geeta gemma geoff geoffrey george georgina geraint gerald geraldine gerard gethin
    ghulam gillian gina glenda glenys glyn gordon grainne graham greg gregor gregory grzegorz
    gurdeep gurpreet gwen gwenda gwilym gwyn gwyneth hafsa hajra halina hamish hamza hannah
    harjit harold harpreet harriet harry harshad hassan hayley heidi helen helena henry hilary
    hollie howard hugh hugo huw hussein hywel iain ian ibrahim ieuan ifan ifeoma ifor igor ikram
    imogen imran ines ioan iona iqra irene iris- irena isaac isabel isabella isabelle isla
    isobel ivan ivana iwan iwona izabela jack jackie jacob jacqueline jade- jagdish jake jakub
    jamal james jamie jamila jan- jane janet janice janina janine jasmin jason jaspreet
    jaswinder javed jayne jean jeanette jeff jeffrey jennifer jenny jeremy jerzy jess jessica
    jessie jill jim jimmy joan joanna joanne joao joe joel johan johanna john johnny jolanta jon
    jonathan jorge jose joseph josephine joshua joyce juan jude judith judy julia julian julie
    juliet justin justyna kamal kamil kamila kamran karan karen karim karl karolina kashif kasia
    katarzyna kate katherine kathleen kathryn kathy katie katrina katy kayleigh kayode keiran
    keith kelvin kenneth kenny kerry kevin khadija khalid kieran kim kimberley kinga kiran
    kirsten kirsteen kirsty krishna kristina krystyna krzysztof kulwinder kumar kyle lachlan
    lakshmi lara larry laura lauren laurence lawrence leah leanne leila lena leo leon leonard
    lesley leslie lewis- liam lidia lilian lillian linda lindsay lindsey lisa liz lloyd loretta
    lorna lorraine louis louisa louise lowri lucas lucy luis lukasz luke lydia lyn lynda lynn
    lynne lynsey maciej maddie madeleine madison magda magdalena magnus mahmoud mairead mairi
    maja malachy malcolm malgorzata mandeep mandy manish manjit manuel marcin marcus margaret
    maria mariam marian marianne marie marilyn mario marion marjorie marlene marta martha martin
    martyn mary maryam masood mateusz mathew matilda matt matthew maureen maurice maxine mayur
    meera megan mehmet mei mel melanie melissa mhairi michael michal michelle miguel mihai mike
    mila millie minh mirela miriam mirren mohamed mohammad mohammed mohan moira molly monica
    monika morag mordecai morgan- muhammad muhammed muriel murdo mustafa myra nadeem nadia
    nadine nancy naomi narinder nasir nasreen natalia natalie natasha nathan nathaniel nav
    naveed neha neil nell nia niall niamh nichola nicholas nicola nicole nicky nigel nikhil
    nikita nina nkechi noel noor nora norma norman nuala nusrat nwabueze odhran oksana olena
    olga oliver olivia oluwaseun olwen omar orla orlaith oscar osian owain owen pamela parminder
    parveen patrice patricia patrick patrycja paul paula pauline pawel pedro perminder peter
    petra philip philippa phillip philomena phoebe phyllis piotr polly pooja prakash pramod
    preeti priya przemyslaw rachael rachel radoslaw rafal raghav rahim rahul raj rajesh rajinder
    ralph ramesh ramona ranjit rashid raymond razia rebecca rekha rena renata rhian rhiannon
    rhoda rhona rhys riaz richard rita robert roberta roberto rodney roger rohan roisin roland
    roman ronald ronan ronnie rory rosaleen rosalind roseanne rosemary rosie rowan roxanne roy
    ruairidh ruaridh rukhsana rupert russell ruth ryan saima salim sally salman sam samantha
    samina samir samuel sana sandeep sandra sanjay santosh sara sarah satnam sean seamus
    sebastian selina senga seonaid serena sergei shabana shah- shahid shan shane shannon sharon
    shaun shauna shazia sheena sheila shelley shirley shona shreya sian sienna simon simone
    sinead siobhan sita slawomir sofia sonia sonya sophia sophie stacey stan stanislaw stanley
    stefan stella stephanie stephen steve steven stewart struan sukhdev sulaiman sunil sunita
    suresh surinder surjit susan susanna suzanne svetlana swati sylvia sylwia szymon tadeusz
    tahir tamara tanya tara tariq tatiana tegan terence teresa terry tess tessa thelma theresa
    thomas tiffany tim timothy tina toby todd tomasz tomos toni tony tracey tracy trevor tricia
    trisha tristan tunde tyler uche umar una urszula usha usman valerie vanessa vera veronica
    vicki vicky vijay vikram vincent viktor vinod virginia vivek vivian vivienne volodymyr
    walter wanda waqas wayne wendy wilfred wiktoria william wilma winifred wojciech xiao yasmin
    yasmine yolanda yuki yusuf yvette yvonne zac zach zachary zahra zainab zara zeeshan zeynep
    zoe zofia zsofia zuzanna lukas joao- jurgen björn soren francois ngozi chioma adaeze
    oluwaseun folake temitope kwame kofi akua nnamdi tomasz hei- siu- yuk-ying ola bukola
    """.split()
    )
    | (MORE_GIVEN - COMMON)
) - BOTH_NAME_AND_WORD

SURNAMES = frozenset(
    """smith jones taylor brown williams wilson johnson davies robinson wright thompson evans
    walker white roberts hall jackson wood harris clarke clark patel turner hill cooper morris
    moore ward king watson baker harrison morgan allen anderson scott bell campbell mitchell
    cook james lee kelly davis bennett miller shaw simpson cox richardson marshall bailey adams
    hughes khan ahmed hussain ali begum singh kaur shah murphy o'neill oneill o'connor oconnor
    o'brien obrien o'donnell o'reilly o'sullivan byrne doyle walsh macdonald mcdonald macleod
    mcleod mackenzie mckenzie mackay mclean maclean mcintosh mcgregor mcmillan mckay mcallister
    mcbride mcarthur mccarthy stewart robertson thomson murray reid fraser ferguson sinclair
    gallagher docherty henderson paterson hamilton graham johnston kerr hunter gordon duncan
    cameron davidson wallace douglas nowak kowalski kowalska wisniewski wisniewska wojcik
    kaminski lewandowski zielinski szymanski kowalczyk mazur dabrowski sharma gupta mehta kumar
    desai joshi reddy nair iqbal malik akhtar mahmood hassan mohammed chaudhry adeyemi okafor
    adebayo okonkwo mensah owusu wong chan cheung chen zhang wang nguyen tran silva santos
    ferreira garcia rossi popescu ionescu doe bloggs edwards griffiths lewis rees jenkins lloyd
    parry pritchard llewellyn bowen thomas owen price phillips rogers collins stevens gray green
    foster webb holmes mills rowe palmer chapman mason gibson kennedy sutherland crawford burns
    ritchie munro boyle cunningham macmillan
    """.split()
) | (MORE_SURNAMES - COMMON)

GIVEN_OR_SURNAME = GIVEN | SURNAMES
