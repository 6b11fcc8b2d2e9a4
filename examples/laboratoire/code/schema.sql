-- Base de l'accueil, version 12. Aucune donnée ici : voir la sauvegarde chiffrée.
CREATE TABLE patient (
    id_patient      INTEGER PRIMARY KEY,
    nom             VARCHAR(60) NOT NULL,
    prenom          VARCHAR(60) NOT NULL,
    ddn             DATE,
    num_secu        CHAR(15) CHECK (num_secu ~* '^[1-478][0-9]{4}([0-9]{2}|2[AB])[0-9]{8}$'),
    tel             VARCHAR(20) CHECK (tel ~ '^(0|\+33)[1-9][0-9]{8}$'),
    groupe_sanguin  VARCHAR(3) CHECK (groupe_sanguin IN ('A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-')),
    enceinte        BOOLEAN DEFAULT FALSE
);

CREATE TABLE resultat (
    id_resultat     INTEGER PRIMARY KEY,
    id_patient      INTEGER REFERENCES patient,
    code_analyse    VARCHAR(8) NOT NULL,   -- HIVR, BHCG, ABO...
    valeur          VARCHAR(40),
    valide_le       TIMESTAMP
);

-- taux de sérologies VIH positives du mois
SELECT count(*) FILTER (WHERE valeur ILIKE 'posit%') * 100.0 / count(*)
  FROM resultat WHERE code_analyse = 'HIVR' AND valide_le >= date_trunc('month', now());

UPDATE patient SET tel = regexp_replace(tel, '^\+33', '0') WHERE tel LIKE '+33%';
