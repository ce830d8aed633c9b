"""Everyday German lines and what they should be read as, in the form of `phrases`.

Typed by Mira Okafor on Tuesday 24 November 2026. All of them were written by somebody who saw
neither code nor data; they are never changed to suit it. `NOT_READ_YET` lists those that are not
read as meant, and which part of them is not.

A person or a day that the line names without meaning them by it is in their tables as well: of
two people named, either could be meant. A reminder names whoever stands in it.
"""

EVERYDAY = """
Ich schicke Priya bis Freitag die Gehaltsliste | promise | schicke die Gehaltsliste | Priya Raman | 27 Nov
Sam Lindqvist bitten, bis 3.12. die Stellenbeschreibung zu liefern | ask | die Stellenbeschreibung liefern | Sam Lindqvist | 3 Dec
Kannst du, Helen, mir bis Do. die Urlaubszahlen geben? | ask | die Urlaubszahlen geben | Helen Achterberg | 26 Nov
Ich biete Eva an, ihre Präsentation vorher durchzusehen | promise | Präsentation durchsehen | Eva Storm | -
Erinnere mich am Montag an das Budget | reminder | das Budget | - | 30 Nov
Jonas Feedback zum Entwurf geben bis Fr | promise | Feedback zum Entwurf geben | Jonas Weir | 27 Nov
ich kläre für Kim die Homeoffice-Regelung bis Mittwoch | promise | kläre die Homeoffice-Regelung | Kim Bakker | 25 Nov
Ana fragen, ob die Bandbreiten für 2027 schon feststehen | ask | ob die Bandbreiten für 2027 feststehen | Ana Duarte | -
Lucja den Vertragsentwurf zusenden, spätestens 4.12. | promise | den Vertragsentwurf zusenden | Lucja Nowak | 4 Dec
Ich melde mich morgen früh bei Priya wegen der Beförderung | promise | melde mich wegen der Beförderung | Priya Raman | 25 Nov
Helen soll bis Ende der Woche die Zielvereinbarung unterschreiben | ask | die Zielvereinbarung unterschreiben | Helen Achterberg | 27 Nov
übermorgen Kaffee mit Eva ausmachen, nicht vergessen | reminder | Kaffee ausmachen | Eva Storm | 26 Nov
Ich leite Ana heute noch die Kündigungsfristen weiter | promise | leite die Kündigungsfristen weiter | Ana Duarte | 24 Nov
Sam Okonkwo um Rückmeldung zum Onboarding-Plan bitten, bis Mo | ask | Rückmeldung zum Onboarding-Plan | Sam Okonkwo | 30 Nov
Habe Jonas versprochen, das Zwischenzeugnis bis Monatsende fertig zu machen | promise | das Zwischenzeugnis fertig machen | Jonas Weir | 30 Nov
erinner mich morgen an die reisekosten | reminder | die reisekosten | - | 25 Nov
Kim bis KW 49 die Schulungsunterlagen besorgen | promise | die Schulungsunterlagen besorgen | Kim Bakker | 4 Dec
Ich spreche nächsten Dienstag mit Eva über ihre Arbeitszeit | promise | spreche über ihre Arbeitszeit | Eva Storm | 1 Dec
Priya bitte bis 2.12. die Interviewnotizen hochladen | ask | die Interviewnotizen hochladen | Priya Raman | 2 Dec
Fuer Helen die Zahlen pruefen bis Donnerstag | promise | die Zahlen pruefen | Helen Achterberg | 26 Nov
Ich hab Lucja zugesagt, dass ich mich um den Parkplatz kümmere | promise | um den Parkplatz kümmern | Lucja Nowak | -
Jonas, kannst du mir bitte bis Fr. die Teamliste schicken? | ask | die Teamliste schicken | Jonas Weir | 27 Nov
Mit Ana Duarte bis 10. Dez die Bonusrunde durchgehen | either | die Bonusrunde durchgehen | Ana Duarte | 10 Dec
Merken: am 7.12. Probezeitende prüfen | reminder | Probezeitende prüfen | - | 7 Dec
Ich stelle Kim Jonas' Nachfolgeregelung in zwei Wochen vor | promise | stelle Nachfolgeregelung vor | Kim Bakker, Jonas Weir | 8 Dec
Eva fragt nach Bildungsurlaub, ich gebe ihr bis Montag Bescheid | promise | gebe Bescheid Bildungsurlaub | Eva Storm | 30 Nov
Von Sam Lindqvist brauche ich bis morgen die Überstunden | ask | die Überstunden | Sam Lindqvist | 25 Nov
schicke helen das protokoll heute noch | promise | schicke das protokoll | Helen Achterberg | 24 Nov
Mir notieren: vor dem 1:1 Priyas Ziele nochmal lesen | reminder | vor dem 1:1 Ziele nochmal lesen | Priya Raman | -
Ich biete Sam Okonkwo an, das schwierige Gespräch gemeinsam vorzubereiten | promise | das schwierige Gespräch gemeinsam vorbereiten | Sam Okonkwo | -
Ana bitten, die Stelle bis 1. Dezember auszuschreiben | ask | die Stelle ausschreiben | Ana Duarte | 1 Dec
Frau Achterberg das Angebot für den Coach weiterleiten bis 30.11. | promise | das Angebot für den Coach weiterleiten | Helen Achterberg | 30 Nov
ich rufe Jonas am Do zurück | promise | rufe zurück | Jonas Weir | 26 Nov
Łucja soll mir ihren Entwicklungsplan schicken, bis 8.12. | ask | ihren Entwicklungsplan schicken | Lucja Nowak | 8 Dec
Erinnerung an mich: Freitag Weihnachtsfeier absagen oder zusagen | reminder | Weihnachtsfeier absagen oder zusagen | - | 27 Nov
Eva Storm die neue Laptop-Bestellung freigeben, bis morgen | promise | die neue Laptop-Bestellung freigeben | Eva Storm | 25 Nov
Ich setze mich bei Ana für Kims Gehaltserhöhung ein | promise | setze mich für Gehaltserhöhung ein | Ana Duarte, Kim Bakker | -
Kim um den Urlaubsplan bitten | ask | Urlaubsplan | Kim Bakker | -
Bis 3. Dez gebe ich Priya eine Antwort zur Teilzeit | promise | gebe eine Antwort zur Teilzeit | Priya Raman | 3 Dec
Sobald das Budget da ist, sag ich Eva Bescheid | promise | sag Bescheid, sobald das Budget da ist | Eva Storm | -
Helen, bitte lies dir den Entwurf bis Montag durch | ask | lies den Entwurf durch | Helen Achterberg | 30 Nov
Jonas bis spätestens 11.12. Termin für Jahresgespräch vorschlagen | promise | Termin für Jahresgespräch vorschlagen | Jonas Weir | 11 Dec
nächste Woche Mittwoch Arbeitsvertrag von Lucja ansehen (nur für mich) | reminder | Arbeitsvertrag ansehen | Lucja Nowak | 2 Dec
Ich sorge dafür, dass Sam Lindqvist bis KW 50 einen Mentor hat | promise | dass einen Mentor hat | Sam Lindqvist | 11 Dec
Priya soll Bescheid geben wg. Konferenz, bis Fr | ask | Bescheid geben wg. Konferenz | Priya Raman | 27 Nov
Zeugnis für Kim schreiben bis 15.12. | promise | Zeugnis schreiben | Kim Bakker | 15 Dec
Hab Ana um die Krankenstände gebeten, kommt bis übermorgen | ask | die Krankenstände | Ana Duarte | 26 Nov
Denk am 1.12. dran, das Diversity-Ziel einzutragen | reminder | das Diversity-Ziel eintragen | - | 1 Dec
Ich bringe Helens Versetzung diese Woche noch auf den Weg | promise | bringe Versetzung auf den Weg | Helen Achterberg | 27 Nov
Sam Okonkwo Zugang zum Bewerbertool geben - heute | promise | Zugang zum Bewerbertool geben | Sam Okonkwo | 24 Nov
könntest du, Eva, bis Ende nächster Woche die Schichtpläne abstimmen | ask | die Schichtpläne abstimmen | Eva Storm | 4 Dec
Jonas hat bis 4.12. zugesagt, mir die Kostenstellen zu nennen | ask | die Kostenstellen nennen | Jonas Weir | 4 Dec
Ich würde Lucja gern beim Umzug ins neue Büro helfen, hab ich angeboten | promise | beim Umzug ins neue Büro helfen | Lucja Nowak | -
Erinnere mich in einer Woche an Priyas Antrag | reminder | Antrag | Priya Raman | 1 Dec
MO KIM WEGEN ELTERNZEIT ANRUFEN | promise | WEGEN ELTERNZEIT ANRUFEN | Kim Bakker | 30 Nov
Schau mir Evas Konzept bis Mi an | promise | Schau Konzept an | Eva Storm | 25 Nov
Raman bitte die Folien bis 9.12. überarbeiten | ask | die Folien überarbeiten | Priya Raman | 9 Dec
ich lade Sam Lindqvist zum Strategietag ein, bis Monatsende | promise | lade zum Strategietag ein | Sam Lindqvist | 30 Nov
Von Ana bis Do. die Freigabe für die Nachbesetzung einholen | ask | die Freigabe für die Nachbesetzung | Ana Duarte | 26 Nov
nicht vergessen: Dankeskarte kaufen | reminder | Dankeskarte kaufen | - | -
"""  # noqa: E501

HARD = """
Sam bis Freitag die Liste schicken | promise | die Liste schicken | Sam Lindqvist, Sam Okonkwo | 27 Nov
Ich gebe Eva nächsten Freitag Rückmeldung zur Bewerbung | promise | gebe Rückmeldung zur Bewerbung | Eva Storm | 27 Nov, 4 Dec
Priya den Bericht vom 3. März schicken | promise | den Bericht vom 3. März schicken | Priya Raman | -
Helen bis 31.11. den Vertrag geben | promise | den Vertrag geben | Helen Achterberg | -
Ich schicke Jonas den Entwurf am Do oder Fr | promise | schicke den Entwurf | Jonas Weir | 26 Nov, 27 Nov
Priya und Kim bitten, bis 2.12. ihre Selbsteinschätzung abzugeben | ask | ihre Selbsteinschätzung abgeben | Priya Raman, Kim Bakker | 2 Dec
Lucja bis Mittwoch noch nichts von der Umstrukturierung sagen | promise | noch nichts von der Umstrukturierung sagen | Lucja Nowak | 25 Nov
Wann bekommt Eva ihre Antwort zum Sabbatical? | either | Antwort zum Sabbatical | Eva Storm | -
Stellenbeschreibung bis KW 49 | either | Stellenbeschreibung | - | 4 Dec
Ana bis Mo das Protokoll vom 20.11. nachreichen | either | das Protokoll vom 20.11. nachreichen | Ana Duarte | 30 Nov
Jonas bitten, Helen bis Fr. die Zahlen für den 1.12. zu geben | ask | die Zahlen für den 1.12. geben | Jonas Weir, Helen Achterberg | 27 Nov
Sam fragen, ob Sam Okonkwo am Montag einspringen kann | ask | ob am Montag einspringen kann | Sam Lindqvist, Sam Okonkwo | -
Erinnere mich am Do, dass ich Kim bis 4.12. das Angebot zugesagt habe | reminder | Angebot zugesagt | Kim Bakker | 26 Nov
ich kann Priya die Zusage fuer Freitag nicht geben | either | die Zusage fuer Freitag nicht geben | Priya Raman | -
Eva wegen Freitagsrunde ansprechen | promise | wegen Freitagsrunde ansprechen | Eva Storm | -
Bis 30.2. Zielgespräch mit Lucja führen | promise | Zielgespräch führen | Lucja Nowak | -
Jemanden finden der die Einarbeitung übernimmt, spätestens kommenden Montag | either | Jemanden finden der die Einarbeitung übernimmt | - | 30 Nov
Kim meldet sich bei mir, sobald der Betriebsrat am 3.12. getagt hat | ask | meldet sich, sobald der Betriebsrat am 3.12. getagt hat | Kim Bakker | 3 Dec
Helen hat mich gebeten, ihr bis Ende der Woche Anas Einschätzung zu besorgen | promise | Einschätzung besorgen | Helen Achterberg, Ana Duarte | 27 Nov
Diesen Dienstag oder nächsten mit Jonas über Q4-Ziele reden? | either | über Q4-Ziele reden | Jonas Weir | 24 Nov, 1 Dec
"""  # noqa: E501

# Somebody's thing is no word to somebody: "Helens Versetzung" stays between who types and who is
# asked for. Where only the what differs, the words around it are kept although they say how.
NOT_READ_YET = {
    "Ich bringe Helens Versetzung diese Woche noch auf den Weg": "who what",
    "Schau mir Evas Konzept bis Mi an": "who what",
    "Jonas bitten, Helen bis Fr. die Zahlen für den 1.12. zu geben": "what",
    "Erinnere mich am Do, dass ich Kim bis 4.12. das Angebot zugesagt habe": "what",
    "Bis 30.2. Zielgespräch mit Lucja führen": "directions",
    "Kim meldet sich bei mir, sobald der Betriebsrat am 3.12. getagt hat": "when",
    "Helen hat mich gebeten, ihr bis Ende der Woche Anas Einschätzung zu besorgen": "who what",
}
