"""Names as data: given names by generation and surnames, each list from the common to the rare.

No list is taken from a register of persons; each holds names that anybody in Britain has met.
Generations are those of ``engine.sample.names``: born before 1960, before 1985, and since.
"""

from __future__ import annotations

from typing import NamedTuple


class NameLists(NamedTuple):
    """The names of one community, separated by white space.

    Attributes:
        women: given names, one list per generation.
        men: given names, one list per generation.
        surnames: surnames; of men only, where women's differ.
        surnames_of_women: where they differ; otherwise empty.
    """

    women: tuple[str, str, str]
    men: tuple[str, str, str]
    surnames: str
    surnames_of_women: str = ""


_SCOTTISH_WOMEN = (
    """Margaret Elizabeth Mary Anne Catherine Jean Helen Isobel Moira Janet Christine
    Sheila Patricia Agnes Sandra Irene Maureen Dorothy Aileen Marion Rhona Jessie Morag Wilma
    Effie Senga""",
    """Susan Fiona Karen Alison Linda Angela Nicola Jacqueline Gillian Lesley Shona Elaine Tracey
    Lorna Claire Pamela Heather Mhairi Donna Kirsty Lynn Yvonne Michelle Lorraine Morag Iona""",
    """Emma Laura Eilidh Kirsty Amy Rachel Lauren Rebecca Megan Catriona Hannah Chloe Caitlin Katie
    Ailsa Iona Erin Isla Shannon Kayleigh Rowan Skye Jade Mirren Beth Fern""",
)
_SCOTTISH_MEN = (
    """James William John George Robert David Alexander Thomas Ian Ronald Donald Kenneth Gordon
    Douglas Norman Alistair Duncan Hugh Walter Angus Hamish Archibald Stuart Ewen Wallace Sandy""",
    """David Andrew Stephen Alan Stuart Neil Colin Graham Brian Craig Kevin Scott Iain Derek Gary
    Keith Paul Mark Gordon Fraser Ross Malcolm Murray Barry Grant Roddy""",
    """Jamie Ryan Callum Cameron Lewis Fraser Craig Liam Ross Euan Scott Rory Finlay Calum Connor
    Greg Kieran Lachlan Blair Kyle Struan Innes Harris Logan Magnus Aidan""",
)

SCOTTISH = NameLists(
    _SCOTTISH_WOMEN,
    _SCOTTISH_MEN,
    """Smith MacDonald Brown Stewart Robertson Wilson Campbell Thomson Anderson Reid Murray Scott
    Ross Clark Young MacLeod Morrison Watson Mitchell Fraser MacKenzie Paterson Henderson Taylor
    Grant McDonald Johnston Cameron Davidson Ferguson Duncan Gordon Hamilton Kerr Graham Simpson
    Hunter Bell MacKay Milne Allan Kelly Sutherland Black Russell Walker Wallace Sinclair Gibson
    Kennedy Crawford MacLean McIntosh Burns Wood Munro Ritchie Marshall McGregor Buchan Cowie
    Forbes Farquhar Innes Leslie Cruickshank Geddes Strachan Urquhart Drummond Lamont McIntyre
    McArthur MacPherson McLellan McBride McCallum McGowan O'Donnell O'Neill Docherty Gallagher
    Boyle Galbraith Colquhoun Dalgleish Elliot Armstrong Imrie Ogilvie Lindsay Guthrie Rattray
    Petrie Rennie Mearns Fyfe Massie Duthie Wishart Carnegie Baxter O'Hara Tait Hepburn""",
)

GAELIC = NameLists(
    (
        "Mòrag Màiri Catrìona Seonag Peigi Mairead Ealasaid Cairistìona Oighrig Sìne",
        "Màiri Catrìona Mòrag Mairead Seonaid Anna Sìne Ciorstaidh Raghnaid Mòr",
        "Eilidh Màiri Catrìona Mairead Ceit Ciorstaidh Beathag Mòrag Seonaid Brìghde",
    ),
    (
        "Dòmhnall Iain Aonghas Coinneach Calum Murchadh Tormod Seòras Uilleam Alasdair",
        "Iain Calum Alasdair Ruairidh Seumas Dòmhnall Seòras Niall Coinneach Eòghann",
        "Ruairidh Calum Finlay Iain Alasdair Fionnlagh Eòghann Niall Seòras Lachlann",
    ),
    """MacLeod MacDonald Morrison MacKenzie MacIver MacLean Campbell MacNeil MacAulay Murray Smith
    MacKinnon Nicolson Graham MacRae MacPhail MacInnes MacMillan MacArthur Beaton Ferguson""",
)

NORSE = NameLists(
    _SCOTTISH_WOMEN,
    _SCOTTISH_MEN,
    """Flett Leask Linklater Rendall Jamieson Isbister Tulloch Drever Mouat Halcrow Peterson
    Anderson Johnson Williamson Robertson Sinclair Spence Foubister Manson Harcus Inkster Goudie""",
)

ENGLISH = NameLists(
    (
        """Margaret Susan Christine Patricia Jean Barbara Ann Maureen Sheila Pauline Brenda Linda
        Doreen Sylvia Joyce Marjorie""",
        """Sarah Julie Karen Jane Deborah Helen Joanne Lisa Tracy Sharon Amanda Jacqueline Claire
        Wendy Emma Samantha""",
        """Charlotte Emily Jessica Sophie Rebecca Laura Hannah Gemma Chloe Lucy Georgia Abigail
        Poppy Bethany Holly Olivia""",
    ),
    (
        """John Peter David Michael Brian Alan Roger Keith Derek Raymond Barry Trevor Geoffrey
        Dennis Clive Leonard""",
        """Paul Andrew Mark Stephen Simon Richard Ian Gary Darren Jason Lee Philip Nigel Wayne
        Martin Carl""",
        """Daniel James Thomas Jack Matthew Joshua Adam Luke Ben Oliver Harry George Ashley Jake
        Toby Alfie""",
    ),
    """Smith Jones Taylor Brown Williams Wilson Johnson Davies Wright Walker Robinson Thompson White
    Hughes Edwards Green Hall Wood Harris Clarke Jackson Turner Hill Cooper Ward Morris Moore
    Baker Harrison Parker Bennett Cook Shaw Price Carter Bailey Cox Richardson Marshall Simpson
    Ashworth Fairclough Hargreaves Thwaite Penrose Tregenza""",
)

WELSH = NameLists(
    (
        "Margaret Gwyneth Mair Megan Eirlys Glenys Olwen Beryl Gwenda Eluned",
        "Siân Rhian Bethan Nia Elin Catrin Lowri Helen Delyth Mererid",
        "Cerys Ffion Megan Catrin Carys Seren Bethan Nia Lowri Efa",
    ),
    (
        "John David Gwyn Emrys Glyn Alun Ifor Dewi Trefor Idris",
        "Gareth Huw Dylan Geraint Rhys Ieuan Alun Hywel Aled Siôn",
        "Rhys Dylan Owain Iwan Osian Tomos Gethin Morgan Macsen Llŷr",
    ),
    """Jones Williams Davies Evans Thomas Roberts Lewis Hughes Morgan Griffiths Edwards Owen James
    Rees Jenkins Price Lloyd Parry Llewellyn Bowen Pritchard Gwilym""",
)

IRISH = NameLists(
    (
        "Mary Margaret Kathleen Bernadette Anne Bridget Patricia Rosaleen Philomena Dympna",
        "Siobhán Deirdre Gráinne Sinéad Orla Paula Bronagh Geraldine Roisin Fionnuala",
        "Aoife Niamh Ciara Shauna Caoimhe Orlaith Clodagh Eimear Róisín Dearbhla",
    ),
    (
        "Patrick John James Sean Michael Hugh Brendan Desmond Seamus Malachy",
        "Declan Kieran Brian Gerard Sean Eamon Niall Dermot Colm Fergal",
        "Conor Ciaran Ronan Seán Cathal Eoin Oisín Darragh Odhrán Aodhán",
    ),
    """O'Neill Kelly Murphy Doherty O'Connor Gallagher Quinn McLaughlin Campbell McCann Byrne Boyle
    O'Hare Donnelly McKenna Murray O'Kane Magee Devlin McAteer O'Hagan Heaney Wilson Johnston""",
)

PAKISTANI = NameLists(
    (
        "Nasreen Shamim Razia Zubaida Parveen Rukhsana",
        "Shazia Saima Farzana Samina Rubina Nazia",
        "Aisha Zara Maryam Sana Hafsa Iqra Zainab Fatima",
    ),
    (
        "Mohammed Abdul Ghulam Bashir Nazir Riaz",
        "Imran Tariq Asif Javed Kashif Shahid Nadeem",
        "Hamza Usman Bilal Zain Adeel Haris Ibrahim Omar",
    ),
    "Khan Ahmed Hussain Ali Malik Akhtar Mahmood Iqbal Sheikh Rashid Mirza Aslam Chaudhry Saleem",
)

INDIAN = NameLists(
    (
        "Pushpa Kamla Nirmala Usha Shanta Hansa",
        "Sunita Anita Meena Rekha Bhavna Geeta",
        "Priya Pooja Anjali Neha Riya Meera Kavita Divya",
    ),
    (
        "Ramesh Suresh Harish Mohan Kantilal Vinod",
        "Rajesh Sanjay Anil Sunil Dinesh Manish",
        "Rohan Arjun Vikram Nikhil Rahul Karan Amit Dev",
    ),
    "Patel Sharma Shah Gupta Mehta Kumar Desai Joshi Reddy Nair Thomas Iyer Mistry",
)

PUNJABI = NameLists(
    ("Surinder Gurmeet Balbir Mohinder", "Harjit Kulwinder Parminder Baljit", "Harpreet Simran"),
    ("Gurdev Balwant Ajit Mohan", "Jaswinder Sukhdev Harjit Ranjit", "Gurpreet Manraj Harpreet"),
    "Singh Gill Dhillon Sandhu Bains Sohal",
    "Kaur Gill Dhillon Sandhu Bains Sohal",
)

POLISH = NameLists(
    (
        "Krystyna Barbara Danuta Halina Teresa",
        "Agnieszka Małgorzata Beata Joanna Ewa Dorota",
        "Katarzyna Magdalena Karolina Anna Paulina Justyna Zuzanna",
    ),
    (
        "Jerzy Stanisław Zbigniew Andrzej Tadeusz",
        "Piotr Krzysztof Dariusz Tomasz Marek Sławomir",
        "Paweł Łukasz Michał Mateusz Jakub Kamil Bartosz",
    ),
    "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Mazur",
    "Nowak Kowalska Wiśniewska Wójcik Kowalczyk Kamińska Lewandowska Zielińska Szymańska Mazur",
)

UKRAINIAN = NameLists(
    ("Halyna Lyudmyla Valentyna", "Olena Svitlana Oksana Iryna", "Yulia Kateryna Daryna Sofiia"),
    ("Mykola Vasyl Volodymyr", "Andriy Serhiy Oleh Yuriy", "Dmytro Maksym Taras Bohdan"),
    "Kovalenko Shevchenko Bondarenko Tkachenko Melnyk Kravchenko Boyko Savchuk",
)

NIGERIAN = NameLists(
    ("Comfort Abigail Victoria Florence", "Ngozi Funmilayo Grace Folake", "Blessing Ifeoma Tolu"),
    ("Emmanuel Samuel Festus Godwin", "Babatunde Chukwudi Femi Kayode", "Tunde Chidi Seun Emeka"),
    "Adeyemi Okafor Adebayo Okonkwo Eze Balogun Nwosu Afolabi Obi Ogunleye Mensah Owusu",
)

CHINESE = NameLists(
    ("Siu-Ling Mei-Ling Wai-Fong", "Winnie Susan Mei Yuk-Ying", "Grace Vivian Hei-Man Xin Jenny"),
    ("Kwok-Wah Wing-Kit Chi-Ming", "Kelvin Raymond Wai-Man Stephen", "Jason Ka-Ho Kevin Wei Alan"),
    "Wong Chan Lam Cheung Li Chen Lee Leung Ng Zhang Tang",
)

ITALIAN = NameLists(
    ("Maria Rosa Giuseppina", "Carla Daniela Sandra Lidia", "Francesca Gina Chiara"),
    ("Mario Giovanni Franco", "Marco Paolo Enzo Robert", "Luca Matteo Dario"),
    "Rossi Valente Crolla Moretti Bertolini Franchi Pacitti Nardini Cocozza",
)
