PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE patients(id,nom,prenom,ddn,nir,tel,gs,com);
INSERT INTO patients VALUES(1,'EXEMPLE','Camille','1985-07-12','285079790100150','06 39 98 12 34','A+','Grossesse suivie');
INSERT INTO patients VALUES(2,'D''ESSAI','Loïc','1972-03-30','172039790201745','0261910045',NULL,replace('a\nb','\n',char(10)));
COMMIT;
