"""The steps, one room a stage of the regulation, in its order. A room imports earlier rooms only.

========  =======================================================================  ================
base      one step = one transaction, one event; what every stage stands on
intake    the doors in: spreadsheets, tables, the inbox
channels  the doors out: folder, mail, webhook
setup     database, district file, holiday notices, the machine                    第二十五条
lists     item lists: read, compared, versioned                                    第六至八条
plan      the annual plan, deductions, the year sheet                              第九、十六条
rosters   rosters: read, compared, refreshed                                       第十一至十五条
draw      rosters frozen, announced, drawn, confirmed, recorded                    第十七、十八条
inspect   opened, dispatched, chased, returned, disposed of                        第四、十、十九至二十二条
change    applications, decided, and what they move                                第十八条第二款
publish   built when due, released, delivered on every channel                     第三、八、二十三条
credit    the credit archive and its lists                                         第二十三条第二款
archive   when nothing is left to do                                               第十条末款
overview  where everything stands                                                  第十条末款
assess    the work assessed: counted, scored, written                              第二十四条
========  =======================================================================  ================

A step loads, calls a rule of ``models.rules``, stores and records; it decides nothing itself.
"""
