--
-- PostgreSQL database dump
--

\restrict mvrhx9ZNeHmRtdUWsYd7Ki5RQcl41uREZMvwZrAqXd7Wm2XJeblyMXqLbWD3s40

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
-- Name: labo; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA labo;


ALTER SCHEMA labo OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: patients; Type: TABLE; Schema: labo; Owner: postgres
--

CREATE TABLE labo.patients (
    id integer NOT NULL,
    nom character varying(60) NOT NULL,
    "prénom" character varying(60),
    date_naissance date,
    nir character(15),
    telephone text,
    "groupe sanguin" text,
    commentaire text,
    photo bytea,
    poids numeric(5,2)
);


ALTER TABLE labo.patients OWNER TO postgres;

--
-- Name: TABLE patients; Type: COMMENT; Schema: labo; Owner: postgres
--

COMMENT ON TABLE labo.patients IS 'l''identité; (vue)';


--
-- Name: resultats; Type: TABLE; Schema: labo; Owner: postgres
--

CREATE TABLE labo.resultats (
    id integer NOT NULL,
    patient_id integer,
    "analyse" character varying(80),
    valeur character varying(40),
    date_analyse date,
    unite character varying(20)
);


ALTER TABLE labo.resultats OWNER TO postgres;

--
-- Data for Name: patients; Type: TABLE DATA; Schema: labo; Owner: postgres
--

COPY labo.patients (id, nom, "prénom", date_naissance, nir, telephone, "groupe sanguin", commentaire, photo, poids) FROM stdin;
1	EXEMPLE	Camille	1985-07-12	285079790100150	06 39 98 12 34	A+	Grossesse suivie, ß-hCG 1250 UI/L	\N	61.50
2	D'ESSAI	Loïc	1972-03-30	172039790201745	0261910045	O-	Allergie : pénicilline\nChemin C:\\labo\\2020; tab\tici	\\x0027ff0a	\N
3	TEST-FICTIF	Zoé	2001-11-05	201119790304255	\N	AB+		\\x	61.50
4	MODÈLE	Jean (dit "Jo")	1949-01-21	149019790400822	01 99 00 56 78	B+	dit : 'rien', (a, b); -- fin	\N	\N
5	SPÉCIMEN	Anne\\Marie	1960-09-02	260099790512395	+33 6 39 98 00 11	\N	\N	\\x616263	61.50
\.


--
-- Data for Name: resultats; Type: TABLE DATA; Schema: labo; Owner: postgres
--

COPY labo.resultats (id, patient_id, "analyse", valeur, date_analyse, unite) FROM stdin;
1	1	VIH 1+2 Ag/Ac p24	Négatif	2020-05-22	\N
2	1	hCG	1250.50	2020-05-22	UI/L
3	3	Groupe sanguin	AB RH POS	2021-02-01	\N
\.


--
-- Name: patients patients_pkey; Type: CONSTRAINT; Schema: labo; Owner: postgres
--

ALTER TABLE ONLY labo.patients
    ADD CONSTRAINT patients_pkey PRIMARY KEY (id);


--
-- Name: resultats resultats_pkey; Type: CONSTRAINT; Schema: labo; Owner: postgres
--

ALTER TABLE ONLY labo.resultats
    ADD CONSTRAINT resultats_pkey PRIMARY KEY (id);


--
-- Name: resultats resultats_patient_id_fkey; Type: FK CONSTRAINT; Schema: labo; Owner: postgres
--

ALTER TABLE ONLY labo.resultats
    ADD CONSTRAINT resultats_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES labo.patients(id);


--
-- PostgreSQL database dump complete
--

\unrestrict mvrhx9ZNeHmRtdUWsYd7Ki5RQcl41uREZMvwZrAqXd7Wm2XJeblyMXqLbWD3s40

