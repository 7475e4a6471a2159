"""The sentences of `models/VALIDATION.md` that no figure stands in."""

OPENING = """
# How far the teaching model can be trusted

Written by `python -m tests.benchmarks validation`; change the script or its data, not this page.

**The model is for teaching. It is not for dosing a patient, not even roughly.** It was put
together from published medians and a handful of chosen numbers, so that students can see how a
dose, a gene and a second drug work together over weeks. It says nothing about any one person.

## What it is

Four parts, each simple. Time is in days unless said otherwise.

1. **6-MP in plasma** within a day: azathioprine becomes 6-MP, which is taken up and cleared.

       C(t) = F n / V · ka / (ka - ke) · (e^(-ke t) - e^(-ka t)),   n = µmol of 6-MP released

   Allopurinol multiplies F by five.
2. **6-TGN and 6-MMP in red cells** over weeks: each runs after a settled level with one
   half-life.

       dG/dt = k (G_settled - G),   G_settled = level · dose / (2 mg/kg) · TPMT · allopurinol

   TPMT and allopurinol are plain factors. The dose counts as spread over its day.
3. **Neutrophils**: dividing cells, three stages of maturing and the blood, with a feedback that
   makes the marrow work harder when the blood runs low (the structure of Friberg 2002).

       p' = k p (e^(-u) c^(-γ) - 1)
       a' = k (p - a),  b' = k (a - b),  d' = k (b - d),  c' = k (d - c)
       neutrophils = baseline · c,   k = 4 / transit time,   u = σ · NUDT15 · potency · 6-TGN

   All states are 1 before treatment. At a constant dose the count settles at baseline · e^(-u/γ):
   every 1250 units more of 6-TGN divide it by e, every 866 halve it. NUDT15 changes what the same
   6-TGN does, not how much there is.
4. **Virtual patients** differ in 6-TGN from the same dose, in potency, in the count before
   treatment and in transit time, each log-normal and independent of the others.
"""

BEFORE_TABLE = """
Virtual patients for each share: MANY. Azathioprine: 2 mg/kg/day unless said otherwise. Units of
6-TGN and 6-MMP: pmol/8×10⁸ red cells. *fit*: the figure helped to choose a parameter, so that
being in proves little. *predicted*: it did not, though it may follow from one that did; the
remarks say so.
"""

AFTER_TABLE = """
Two things the table cannot show. First, no single scheme of competing enzymes gives all the
factors above: poor TPMT asks for a tenth of the dose, as if methylation removed nine tenths of
the drug, and allopurinol for a third, as if xanthine oxidase removed two thirds. The factors are
therefore each taken from its own study, and where two meet (a poor metaboliser on allopurinol)
they are multiplied. Nobody has measured that; it is more likely to show too much harm than too
little. Second, children with leukaemia, on about two and a half times the dose, have little more
than half of the 6-TGN and nearly three times the 6-MMP that straight lines would give them
(Lennard 2013). The body does not stay in proportion; the sliders end at 3 mg/kg for that reason.
"""

SOURCES = """
Each published figure above was looked up again, in an abstract or a table as its row says; those
of BSG 2019 and of CPIC are the course's own facts. What stands in a source and what does not:

- **The two shares that set the strength of the drug** come from one Dutch trial, TOPIC. 6.5% of
  695 people without a variant is in the abstract of Broekman 2017, 22.9% of 35 carriers in a
  congress abstract of the trial. But its patients began with 10.4 × 10⁹/L white cells, ill and
  often on steroids, and took a little more (about 2.3 mg/kg as azathioprine). The model begins
  with 7.0. Had it begun where they did, the same parameters would make far fewer leucopenic (see
  below); strength and starting count were chosen together and are only right together.
- **6-MP in plasma**: only the ratio F/V shows in any result. F of 16% was recalled; Hawwa 2008
  works with 22%, from older papers too. With V raised in step both give the same curve. ka and ke
  were not estimated by Hawwa either, but taken over. Rows 1 and 3 disagree about the exposure
  twofold.
- **Slow TPMT**: the factors for intermediate metabolisers are from children with leukaemia on
  6-MP. The factor of ten for poor ones is the result of another model (Ogungbenro 2015).
- **Half-lives**: five days for 6-TGN was inferred in people on 6-thioguanine from the time to
  settle. For 6-MMP there is no such study. A radioactive methylated riboside of 6-MP left plasma
  with five days and stayed in red cells for up to six weeks (Clin Pharmacol Ther 1968, abstract),
  which agrees with the assumption and does not prove it.
- **The marrow**: 124 h and a feedback of up to 0.239 belong to white cells on paclitaxel (Friberg
  2002, as a public model library gives it). For neutrophils on docetaxel the same library has 84
  h, 0.145 and 5.2 × 10⁹/L before treatment (Kloft 2006). The settled count does not depend on the
  transit time; the days do.
- **NUDT15**: the potency of poor metabolisers was set by the table of case reports of row 18,
  from which a few patients fit and two (row A5) do not. For carriers of the common variant the
  pooled odds ratio of leucopenia is 6.9 (5.2 to 9.1; van Gennep 2019), and single Indian cohorts
  give more. The model's intermediate metabolisers do not reach that (row 21). It is mild here
  too.
- **Everybody together** (row 14): published shares run from 3.8 to 27.7%. No model could miss
  them all.
- **Severe leucopenia** in Lewis 2009 means white cells below 1.0; below what count neutropenia is
  severe is not in the abstract.
"""

NUMERICS = """
6-TGN, 6-MMP and 6-MP have closed forms; tests hold them against scipy to seven digits.
Neutrophils are solved by Runge and Kutta's fourth order. The step follows the course: at least
four a day for the typical person, more where the load or a state changes fast. A fixed step of
half a day would be exact to 0.0001 for most settings. But after a deep fall the feedback grows so
strong that it would stray by up to 0.7, and at the far corner of the sliders (poor genes,
allopurinol, then a stop) overflow. Two bounds (a feedback of a hundredfold, a count of e^-600)
keep any input finite; no count that a person could have comes near them.

The reference is scipy's LSODA with a relative tolerance of 1e-10, which solves for the logarithms
of the dividing and the circulating cells. Below about 0.01 × 10⁹/L a figure means 'none left',
whatever its digits.

Times below are those of the processor. By the clock a machine that others use too may take several
times as long.
"""

LIMITS = """
- **Never for dosing.** No number here or in an explorer may be used for a patient.
- It knows groups, not people. At the same dose real levels differ twofold and more, and 6-TGN
  alone explains little of who becomes leucopenic.
- It leaves out age, kidneys, infections, steroids, other drugs (mesalazine, ACE inhibitors,
  ribavirin, methotrexate) and the habit of starting low. Red cells stand in for marrow.
- Nobody in it falls for the first time after the first weeks. Real patients do, even after years
  (2 weeks to 11 years in Connell 1993). Its lesson is why one counts often at first, not that one
  may stop.
- Neutrophils are taken as 60% of white cells, always.
- A blood test is exact in it. Real counts waver from day to day, which is why a low one is
  repeated.
- Shares are shares of virtual patients in this model. They are not risks.
"""

BEFORE_SHARES = """
In percent, those whose neutrophils are ever below a limit (10⁹/L) in 26 weeks at 2 mg/kg, with
nobody counted and nobody stopped.
"""

BEFORE_DAYS = """
The first day below 1.0 of a typical poor metaboliser of TPMT on 2 mg/kg. Where a line changes the
feedback, the effect of 6-TGN is changed with it, so that the settled count stays.
"""

BEFORE_PERCENTS = """
Normal metabolisers on 2 mg/kg who are leucopenic by week 20, in percent, all else as it is.
"""

AFTER_PERCENTS = """
Of the virtual patients BEGIN% have neutrophils below 1.8 before the first tablet. They count as
leucopenic here; a trial would not have let them in.
"""
