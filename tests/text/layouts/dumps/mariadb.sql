/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.18-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: labo
-- ------------------------------------------------------
-- Server version	10.11.18-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `patients`
--

DROP TABLE IF EXISTS `patients`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `patients` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `nom` varchar(60) NOT NULL COMMENT 'nom d''usage',
  `prénom` varchar(60) DEFAULT NULL,
  `date_naissance` date DEFAULT NULL,
  `nir` varchar(15) DEFAULT NULL,
  `telephone` varchar(20) DEFAULT NULL,
  `groupe sanguin` enum('A+','O-','AB+','B+') DEFAULT NULL,
  `commentaire` text DEFAULT NULL,
  `photo` blob DEFAULT NULL,
  `poids` decimal(5,2) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `nir` (`nir`),
  KEY `idx_nom` (`nom`)
) ENGINE=InnoDB AUTO_INCREMENT=6 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `patients`
--

LOCK TABLES `patients` WRITE;
/*!40000 ALTER TABLE `patients` DISABLE KEYS */;
INSERT INTO `patients` VALUES
(1,'EXEMPLE','Camille','1985-07-12','285079790100150','06 39 98 12 34','A+','Grossesse suivie, ß-hCG 1250 UI/L',NULL,61.50),
(2,'D\'ESSAI','Loïc','1972-03-30','172039790201745','0261910045','O-','Allergie : pénicilline\nChemin C:\\labo\\2020; tab	ici','\0\'�\n',NULL),
(3,'TEST-FICTIF','Zoé','2001-11-05','201119790304255',NULL,'AB+','','',61.50),
(4,'MODÈLE','Jean (dit \"Jo\")','1949-01-21','149019790400822','01 99 00 56 78','B+','dit : \'rien\', (a, b); -- fin',NULL,NULL),
(5,'SPÉCIMEN','Anne\\Marie','1960-09-02','260099790512395','+33 6 39 98 00 11',NULL,NULL,'abc',61.50);
/*!40000 ALTER TABLE `patients` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `resultats`
--

DROP TABLE IF EXISTS `resultats`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `resultats` (
  `id` int(11) NOT NULL,
  `patient_id` int(11) DEFAULT NULL,
  `analyse` varchar(80) DEFAULT NULL,
  `valeur` varchar(40) DEFAULT NULL,
  `date_analyse` date DEFAULT NULL,
  `unite` varchar(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `fk` (`patient_id`),
  CONSTRAINT `fk` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `resultats`
--

LOCK TABLES `resultats` WRITE;
/*!40000 ALTER TABLE `resultats` DISABLE KEYS */;
INSERT INTO `resultats` VALUES
(1,1,'VIH 1+2 Ag/Ac p24','Négatif','2020-05-22',NULL),
(2,1,'hCG','1250.50','2020-05-22','UI/L'),
(3,3,'Groupe sanguin','AB RH POS','2021-02-01',NULL);
/*!40000 ALTER TABLE `resultats` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-25  2:28:35
