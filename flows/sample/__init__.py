"""The sample cycle (``make cycle``): one whole period on invented rosters, forms and days.

cycle       the walk, stage by stage; the clock stands at each day in turn
people      what people do in it, through the same doors as everybody
answers     what the inspectors wrote on their forms
afterwards  what people do once the results are public
summary     what happened, and where to look
"""
