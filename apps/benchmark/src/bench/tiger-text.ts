/** The tiger problem (Kaelbling, Littman and Cassandra 1998) with a discount of .95, as a model file. */
export const TIGER_TEXT = `discount: 0.95
values: reward
states: left right
actions: listen open-left open-right
observations: growl-left growl-right
start: 0.5 0.5
T: listen identity
T: open-left uniform
T: open-right uniform
O: listen
0.85 0.15
0.15 0.85
O: open-left uniform
O: open-right uniform
R: listen : * : * : * -1
R: open-left : left : * : * -100
R: open-left : right : * : * 10
R: open-right : left : * : * 10
R: open-right : right : * : * -100
`;
