/** Tiger (Kaelbling, Littman and Cassandra 1998), by names, rows and entries. */
export const TIGER = `# two doors
discount: 0.95
values: reward
states: tiger-left tiger-right
actions: listen open-left open-right
observations: hear-left hear-right
start: 0.5 0.5
T: listen
identity
T: open-left uniform
T: open-right : tiger-left 0.5 0.5
T: open-right : tiger-right : tiger-left 0.5
T: open-right : tiger-right : tiger-right 0.5
O: listen
0.85 0.15
0.15 0.85
O: open-left uniform
O: open-right uniform
R: listen : * : * : * -1
R: open-left : tiger-left : * : * -100
R: open-left : tiger-right : * : * 10
R: open-right : tiger-left : * : * 10
R: open-right : tiger-right : * : * -100
#@pomdp-gym terminal []
`;

/** A rover that is seen and a rock that is not, with tables and a decision diagram. */
export const ROVER = `<?xml version="1.0" encoding="UTF-8"?>
<pomdpx version="1.0" id="rover"><Description>A rover &amp; a rock</Description><Discount>0.95</Discount>
<Variable><StateVar vnamePrev="rover_0" vnameCurr="rover_1" fullyObs="true"><NumValues>2</NumValues></StateVar>
<StateVar vnamePrev="rock_0" vnameCurr="rock_1"><ValueEnum>good bad</ValueEnum></StateVar>
<ObsVar vname="sensor"><ValueEnum>ogood obad</ValueEnum></ObsVar><ActionVar vname="act"><ValueEnum>move check</ValueEnum></ActionVar>
<RewardVar vname="gain"/></Variable>
<InitialStateBelief><CondProb><Var>rover_0</Var><Parent>null</Parent><Parameter type="TBL">
<Entry><Instance>-</Instance><ProbTable>1 0</ProbTable></Entry></Parameter></CondProb>
<CondProb><Var>rock_0</Var><Parent>null</Parent><Parameter type="TBL"><Entry><Instance>-</Instance><ProbTable>uniform</ProbTable>
</Entry></Parameter></CondProb></InitialStateBelief>
<StateTransitionFunction><CondProb><Var>rover_1</Var><Parent>act rover_0</Parent><Parameter type="DD"><DAG><Node var="act">
<Edge val="move"><Node var="rover_0"><Edge val="s0"><SubDAG type="template" idref="there"/></Edge>
<Edge val="s1"><SubDAG type="uniform" var="rover_1"/></Edge></Node></Edge>
<Edge val="check"><SubDAG type="persistent" var="rover_1"/></Edge></Node></DAG>
<SubDAGTemplate id="there"><SubDAG type="deterministic" var="rover_1" val="s1"/></SubDAGTemplate></Parameter></CondProb>
<CondProb><Var>rock_1</Var><Parent>rock_0</Parent><Parameter type="TBL"><Entry><Instance>- -</Instance><ProbTable>identity</ProbTable>
</Entry></Parameter></CondProb></StateTransitionFunction>
<ObsFunction><CondProb><Var>sensor</Var><Parent>act rock_1</Parent><Parameter type="TBL">
<Entry><Instance>* - -</Instance><ProbTable>0.5 0.5 0.5 0.5</ProbTable></Entry>
<Entry><Instance>check - -</Instance><ProbTable>0.8 0.2 0.2 0.8</ProbTable></Entry></Parameter></CondProb></ObsFunction>
<RewardFunction><Func><Var>gain</Var><Parent>act rock_0</Parent><Parameter type="TBL">
<Entry><Instance>move -</Instance><ValueTable>1 -1</ValueTable></Entry></Parameter></Func></RewardFunction></pomdpx>
`;

/** Two agents lift a box together or wait, and hear whether it moved. */
export const LIFT = `# two at a box
agents: left right
discount: 0.95
values: reward
states: down up
start:
1.0 0.0
actions:
lift wait
lift wait
observations:
quiet creak
2
T: * :
identity
T: lift lift : down : up : 0.75
T: lift lift : down : down : 0.25
T: wait * : up :
1 0
O: * :
uniform
O: lift * : up : creak * : 0.5
O: lift * : up : quiet * : 0
R: * : * : * : * : -1
R: lift lift : down : up : * : 10
R: wait wait : up :
0 0 0 0
1 1 1 1
#@pomdp-gym terminal []
`;

/** α-vectors for Tiger. */
export const VECTORS = `# three
0
18.5 18.5

1
-81.6 28.4

2
28.4 -81.6
`;

export const VECTORS_XML = `<?xml version="1.0" encoding="ISO-8859-1"?>
<Policy version="0.1" type="value" model="tiger.pomdpx">
<AlphaVector vectorLength="2" numObsValue="1" numVectors="2">
<Vector action="0" obsValue="0">1.5 -2 </Vector>
<SparseVector action="2" obsValue="0"><Entry>1 3</Entry></SparseVector>
</AlphaVector> </Policy>
`;

/** Listen until one side leads by two, then open the other door. */
export const GRAPH = `# by hand
#@pomdp-gym start -1 2
0 2 2 2
1 0 0 2
2 0 1 3
3 0 2 4
4 1 2 2
`;

export const STUDY = `name: mutants
environments:
  - Tiger-v0
  - { name: easy, id: 'Tiger-v0:accuracy=.9', options: {} }
agents:
  - { name: random, policy: uniform }
  - policy: { id: softmax, options: { features: one-hot } }
    estimator: gpomdp:beta=.8
    optimizer: conjpomdp
    steps: { direction: 1000, lineSearch: 100 }
    start: { initialScale: 0.1 }
seeds: { first: 1, count: 3 }
budget: 20000
evaluation: { steps: 2000, exactStates: 500, discounted: { discount: 0.9 } }
`;

export const OPTIONS = 'RockSample-v0:size=[4,4], seed=3,map={a: [1,2]},on=true,name="x,y"';
