"""Tables of members as other programs write them."""

OWN = "name,code,email,kind,joined,balance\nAda,17,ada@example.org,person,2020-03-01,12.50\nMill,18,,shop,,\n"
KOMUNITIN = (
    "code,name,type,status,access,description,adminUsers,account.balance,account.creditLimit,createdAt,"
    "account.maximumBalance,contact.email\n"
    "EXMP0001,Ada,personal,active,public,,,-5.00,100.00,2025-01-01T09:10:00Z,,ada@example.org\n"
    "EXMP0002,Mill,business,active,public,,,5.00,100.00,2025-01-01T09:15:00Z,500.00,\n"
    "EXMP0003,Ghost,personal,deleted,public,,,0.00,0.00,2025-01-01T09:15:00Z,,\n"
)
CYCLOS = (
    "\ufeffName;Login name;E-mail;Group;Creation date;Balance\n"
    "Ada Lovelace;ada;ada@example.org;Members;03/01/2020;1.234,50\n"
    "Mühle;mill;;Business members;31.12.2021 10:15;0\n"
)
