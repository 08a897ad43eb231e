"""The c3voc family: schedule.xml, schedule.json and schedule2, three notations of one tree.

Schemas: https://c3voc.de/schedule/schema.xsd, https://c3voc.de/schedule/schema.json and
https://c3voc.de/schema/schedule2.
"""
