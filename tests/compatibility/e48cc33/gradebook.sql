BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('b52b779129eb4c09bca94d07efcb4f8d','demo',NULL,'imuran');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('7f8dcf64ef2042dca46132d93c78052e','demo-one','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('51ff78e2a850402998518465f99198f4','demo-many','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('20f4b3bb096547b28b8fe447de7433bc','demo-true','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('f4a6fe5cb3134c6b85d0aa4e90cb7fc8','demo-dose','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('522474c8111f4e3f98bfb24872c7fbaa','demo-match','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('9006dfba6d504a03bd99e79696aa9855','demo-order','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('d970007bcbac445cb54a2984f47f7635','demo-class','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('75b53d8e17d04b09975fe67c0e745120','demo-word','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('80f9efa8e43247a08f745f18e1c4f285','demo-case','62357486f49b44e49c5e798f468c8856','GradeCell');
INSERT INTO "base_cell" VALUES('52b2b52f5f9a4290b7063fef97aaa56a','demo-text','62357486f49b44e49c5e798f468c8856','GradeCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('imuran');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('332fe0e0449c4f6ea8a3a8a9c7c42804','e3576ba2c99848319bb1351dc597c4da','7f8dcf64ef2042dca46132d93c78052e',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ecbaed3ff90f4f5db98c9f585cef8819','e3576ba2c99848319bb1351dc597c4da','51ff78e2a850402998518465f99198f4',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('b2bf4a80e8bf471783c012f713f24e86','e3576ba2c99848319bb1351dc597c4da','20f4b3bb096547b28b8fe447de7433bc',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('10cad46bad244beab2a3a16813a29e88','e3576ba2c99848319bb1351dc597c4da','f4a6fe5cb3134c6b85d0aa4e90cb7fc8',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('904ab709df144966b2fe3ddc89be907e','e3576ba2c99848319bb1351dc597c4da','522474c8111f4e3f98bfb24872c7fbaa',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('00a9b82a76ea46bbad8151ab97e26d6a','e3576ba2c99848319bb1351dc597c4da','9006dfba6d504a03bd99e79696aa9855',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('0fdaf216c57f4e1dbd390b3bc38b77c9','e3576ba2c99848319bb1351dc597c4da','d970007bcbac445cb54a2984f47f7635',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('76a086351c7d42889fecc5c181888055','e3576ba2c99848319bb1351dc597c4da','75b53d8e17d04b09975fe67c0e745120',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('165ef2c0875f425488158248c3fc9296','e3576ba2c99848319bb1351dc597c4da','80f9efa8e43247a08f745f18e1c4f285',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('d2756a7a1ecf456d9139018e487bdb25','e3576ba2c99848319bb1351dc597c4da','52b2b52f5f9a4290b7063fef97aaa56a',NULL,3.0,NULL,0);
INSERT INTO "grade" VALUES('3589bd26b38c403687b630a47d3e9ec7','1b85431eac484ff682265a6b7da420aa','7f8dcf64ef2042dca46132d93c78052e',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('b4d8034cc5b74287ae87c707851c81d4','1b85431eac484ff682265a6b7da420aa','51ff78e2a850402998518465f99198f4',0.5,NULL,NULL,0);
INSERT INTO "grade" VALUES('89655d8183844c179edca730c487a1ef','1b85431eac484ff682265a6b7da420aa','20f4b3bb096547b28b8fe447de7433bc',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('aa234f807f3744778581ed91a4f22e0b','1b85431eac484ff682265a6b7da420aa','f4a6fe5cb3134c6b85d0aa4e90cb7fc8',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('5b3b8f3ac5944e1a9d0f802659b2f5d5','1b85431eac484ff682265a6b7da420aa','522474c8111f4e3f98bfb24872c7fbaa',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('c95bd899b40744c5a2ad9bb4c7ec7e14','1b85431eac484ff682265a6b7da420aa','9006dfba6d504a03bd99e79696aa9855',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('cf5cd25fbeb249ea9a99b2ee2cfa0e7c','1b85431eac484ff682265a6b7da420aa','d970007bcbac445cb54a2984f47f7635',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('af18d771149c44dcbbcf697abf3fcd10','1b85431eac484ff682265a6b7da420aa','75b53d8e17d04b09975fe67c0e745120',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('06c905b245404c598f3ec1e91ecb7570','1b85431eac484ff682265a6b7da420aa','80f9efa8e43247a08f745f18e1c4f285',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('228899a439dc4819a576bf8340800fb0','1b85431eac484ff682265a6b7da420aa','52b2b52f5f9a4290b7063fef97aaa56a',0.0,NULL,NULL,0);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('7f8dcf64ef2042dca46132d93c78052e',2.0,'code');
INSERT INTO "grade_cells" VALUES('51ff78e2a850402998518465f99198f4',1.0,'code');
INSERT INTO "grade_cells" VALUES('20f4b3bb096547b28b8fe447de7433bc',1.0,'code');
INSERT INTO "grade_cells" VALUES('f4a6fe5cb3134c6b85d0aa4e90cb7fc8',1.0,'code');
INSERT INTO "grade_cells" VALUES('522474c8111f4e3f98bfb24872c7fbaa',3.0,'code');
INSERT INTO "grade_cells" VALUES('9006dfba6d504a03bd99e79696aa9855',1.0,'code');
INSERT INTO "grade_cells" VALUES('d970007bcbac445cb54a2984f47f7635',1.0,'code');
INSERT INTO "grade_cells" VALUES('75b53d8e17d04b09975fe67c0e745120',1.0,'code');
INSERT INTO "grade_cells" VALUES('80f9efa8e43247a08f745f18e1c4f285',2.0,'code');
INSERT INTO "grade_cells" VALUES('52b2b52f5f9a4290b7063fef97aaa56a',4.0,'code');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('62357486f49b44e49c5e798f468c8856','demo','b52b779129eb4c09bca94d07efcb4f8d','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('0240e45c3575434ea4edde62bde718f8','setup','code',1,'from imuran_edu import ask','93250e2bdfaee3a6fa8d1bdcae23fb41','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('eda8af4e74374466ac3e6f5a55202a82','demo-one','code',1,'ask("demo-one")','3a45a48fc308c9381146ed19a80cc7fe','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('807a990978ad4734bfb7e87849889a14','demo-many','code',1,'ask("demo-many")','7ccc615b0528dc3af179fc969ca06ab5','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('e672325f04e64b7b897a0aab81be4e06','demo-true','code',1,'ask("demo-true")','fa5622a712862375d12e76152b603ff3','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('7eaf9f0fdda54efab02761855da9e4bd','demo-dose','code',1,'ask("demo-dose")','c2305bed49bdbf01d202c6115b03f7b4','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('ee0cfe021d5448319f70137a9423e4ac','demo-match','code',1,'ask("demo-match")','9da8192c465f55f1667d183c80b3f95e','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('f51a93ca8b294bf1adffcab030cb9f38','demo-order','code',1,'ask("demo-order")','b315aa948da549ccd7b802deb954cd3e','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('bb64ea7459ee4626bf5fe41a33bbc2a6','demo-class','code',1,'ask("demo-class")','5010e6f95ef5d8c6287a09ab7ca62d15','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('270841f939914374aaf814326a412dd9','demo-word','code',1,'ask("demo-word")','37475e460d9a49da8e2d02be7be2b2ed','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('a1a2a9e8fce748e293b5b2b259fb70ae','demo-case','code',1,'ask("demo-case")','c8ea200979414cb95a30085dc8d215a4','62357486f49b44e49c5e798f468c8856');
INSERT INTO "source_cell" VALUES('40a5e7cfccda487eaa2128a4a2ff186e','demo-text','code',1,'ask("demo-text")','de066e1755af9e2e453d670c59c8455d','62357486f49b44e49c5e798f468c8856');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ann',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('bob',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('76bfeb9cbb684f2b83b8c2f3f6507db9','b52b779129eb4c09bca94d07efcb4f8d','ann',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('c3466ed4517a4c6b9424cff3fc6a4a8c','b52b779129eb4c09bca94d07efcb4f8d','bob',NULL,NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('e3576ba2c99848319bb1351dc597c4da','76bfeb9cbb684f2b83b8c2f3f6507db9','62357486f49b44e49c5e798f468c8856',0,NULL);
INSERT INTO "submitted_notebook" VALUES('1b85431eac484ff682265a6b7da420aa','c3466ed4517a4c6b9424cff3fc6a4a8c','62357486f49b44e49c5e798f468c8856',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
COMMIT;
