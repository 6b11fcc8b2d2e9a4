--
-- PostgreSQL database dump
--

\restrict f0Qs0MvQjYLHddZTAj3Gn8zjRS5o6HDaKVe8IfAJ8NGnLNhb4rWtIeAawTYe652

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Data for Name: patients; Type: TABLE DATA; Schema: labo; Owner: postgres
--

INSERT INTO labo.patients (id, nom, "prénom", date_naissance, nir, telephone, "groupe sanguin", commentaire, photo, poids) VALUES
	(1, 'EXEMPLE', 'Camille', '1985-07-12', '285079790100150', '06 39 98 12 34', 'A+', 'Grossesse suivie, ß-hCG 1250 UI/L', NULL, 61.50),
	(2, 'D''ESSAI', 'Loïc', '1972-03-30', '172039790201745', '0261910045', 'O-', 'Allergie : pénicilline
Chemin C:\labo\2020; tab	ici', '\x0027ff0a', NULL),
	(3, 'TEST-FICTIF', 'Zoé', '2001-11-05', '201119790304255', NULL, 'AB+', '', '\x', 61.50);
INSERT INTO labo.patients (id, nom, "prénom", date_naissance, nir, telephone, "groupe sanguin", commentaire, photo, poids) VALUES
	(4, 'MODÈLE', 'Jean (dit "Jo")', '1949-01-21', '149019790400822', '01 99 00 56 78', 'B+', 'dit : ''rien'', (a, b); -- fin', NULL, NULL),
	(5, 'SPÉCIMEN', 'Anne\Marie', '1960-09-02', '260099790512395', '+33 6 39 98 00 11', NULL, NULL, '\x616263', 61.50);


--
-- Data for Name: resultats; Type: TABLE DATA; Schema: labo; Owner: postgres
--

INSERT INTO labo.resultats (id, patient_id, "analyse", valeur, date_analyse, unite) VALUES
	(1, 1, 'VIH 1+2 Ag/Ac p24', 'Négatif', '2020-05-22', NULL),
	(2, 1, 'hCG', '1250.50', '2020-05-22', 'UI/L'),
	(3, 3, 'Groupe sanguin', 'AB RH POS', '2021-02-01', NULL);


--
-- PostgreSQL database dump complete
--

\unrestrict f0Qs0MvQjYLHddZTAj3Gn8zjRS5o6HDaKVe8IfAJ8NGnLNhb4rWtIeAawTYe652

