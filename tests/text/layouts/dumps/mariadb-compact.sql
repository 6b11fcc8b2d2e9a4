/*M!999999\- enable the sandbox mode */ 
REPLACE INTO `patients` VALUES
(1,'EXEMPLE','Camille','1985-07-12','285079790100150','06 39 98 12 34','A+','Grossesse suivie, ß-hCG 1250 UI/L',NULL,61.50),
(2,'D\'ESSAI','Loïc','1972-03-30','172039790201745','0261910045','O-','Allergie : pénicilline\nChemin C:\\labo\\2020; tab	ici','\0\'�\n',NULL),
(3,'TEST-FICTIF','Zoé','2001-11-05','201119790304255',NULL,'AB+','','',61.50),
(4,'MODÈLE','Jean (dit \"Jo\")','1949-01-21','149019790400822','01 99 00 56 78','B+','dit : \'rien\', (a, b); -- fin',NULL,NULL),
(5,'SPÉCIMEN','Anne\\Marie','1960-09-02','260099790512395','+33 6 39 98 00 11',NULL,NULL,'abc',61.50);
REPLACE INTO `resultats` VALUES
(1,1,'VIH 1+2 Ag/Ac p24','Négatif','2020-05-22',NULL),
(2,1,'hCG','1250.50','2020-05-22','UI/L'),
(3,3,'Groupe sanguin','AB RH POS','2021-02-01',NULL);
