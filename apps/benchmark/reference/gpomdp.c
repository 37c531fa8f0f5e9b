// GPOMDP (Baxter and Bartlett 2001) on a finite model, in plain C: what the gym is measured against.
//
//   z_{t+1} = beta z_t + grad log mu(u_t | y_t),   gradient = 1/T sum_t r_{t+1} z_{t+1}
//
// Usage: gpomdp TABLES VARIANT BETA STEPS STRETCHES then for each chain: s0 y0, four words of the policy's generator, four of
// the environment's. Prints JSON: nanoseconds of processor time a step of the fastest stretch, and the gradient of one stretch.
//
// Variants: hand (exp at every step, cumulative search, dense trace), dense (alias tables and tables of scores, dense trace),
// scan (the same tables; G_t = r_{t+1} + beta G_{t+1} backwards over blocks), scan4 (four chains, a step of each in turn),
// simulation (draws alone), and olpomdp: the online form with a baseline (OLGARB: Weaver and Tao 2001), for two actions,
//
//   theta_{t+1} = theta_t + .1 / max |r| * (r_{t+1} - mean of the rewards so far) z_{t+1}
//
// which prints theta in place of a gradient.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BLOCK 1024

typedef struct { uint32_t s0, s1, s2, s3; } Words;

// xoshiro128++ (Blackman and Vigna).
static inline uint32_t word(Words *g) {
  const uint32_t sum = g->s0 + g->s3;
  const uint32_t result = ((sum << 7) | (sum >> 25)) + g->s0;
  const uint32_t t = g->s1 << 9;
  g->s2 ^= g->s0;
  g->s3 ^= g->s1;
  g->s1 ^= g->s2;
  g->s0 ^= g->s3;
  g->s2 ^= t;
  g->s3 = (g->s3 << 11) | (g->s3 >> 21);
  return result;
}

typedef struct { uint32_t state, observation; Words policy, environment; } Chain;

// The tables that the gym exports (src/reference/reference-tables.ts), in the order of the file.
enum { STATES, ACTIONS, OBSERVATIONS, PARAMETERS, BITS, ACTION_BITS, REWARD_SHIFT, END_SHIFT, ROW_SHIFT,
       HEADS, COLUMNS, REWARDS, SCORES, JOINT, HEADER };
static int32_t header[HEADER];
static double *rewards, *scoreValues, *theta, *features, *jointCumulative;
static int32_t *heads, *thresholds, *outcomes, *policyThresholds, *policyMoves;
static int32_t *scoreOffsets, *scoreIndices, *jointOffsets, *jointCodes;

static void *take(FILE *file, size_t size, size_t count) {
  void *at = malloc(size * (count + 1));
  if (!at || fread(at, size, count, file) != count) { fprintf(stderr, "The tables cannot be read.\n"); exit(2); }
  return at;
}

static void readTables(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fread(header, sizeof(int32_t), HEADER, file) != HEADER) { fprintf(stderr, "There are no tables at %s.\n", path); exit(2); }
  const size_t pairs = (size_t)header[OBSERVATIONS] * header[ACTIONS];
  const size_t policyColumns = (size_t)header[OBSERVATIONS] << header[BITS];
  rewards = take(file, 8, header[REWARDS]);
  scoreValues = take(file, 8, header[SCORES]);
  theta = take(file, 8, header[PARAMETERS]);
  features = take(file, 8, (size_t)header[OBSERVATIONS] * (header[PARAMETERS] / header[ACTIONS]));
  jointCumulative = take(file, 8, header[JOINT]);
  heads = take(file, 4, header[HEADS]);
  thresholds = take(file, 4, header[COLUMNS]);
  outcomes = take(file, 4, 2 * (size_t)header[COLUMNS]);
  policyThresholds = take(file, 4, policyColumns);
  policyMoves = take(file, 4, 2 * policyColumns);
  scoreOffsets = take(file, 4, pairs + 1);
  scoreIndices = take(file, 4, header[SCORES]);
  jointOffsets = take(file, 4, (size_t)header[STATES] * header[ACTIONS] + 1);
  jointCodes = take(file, 4, header[JOINT]);
  fclose(file);
}

typedef struct { uint32_t pair; double reward; } Step;

// Draws what an action leads to, and returns the reward. `state` is state * actions.
static inline double outcome(Chain *c, uint32_t action) {
  const uint32_t head = (uint32_t)heads[c->state + action];
  const uint32_t d = head & 31;
  uint32_t code;
  if (d == 0) code = (uint32_t)outcomes[2 * (head >> 5)];
  else {
    const uint32_t w = word(&c->environment);
    const uint32_t at = (head >> 5) + (w >> (32 - d));
    const uint32_t mine = (((w << d) >> d) - (uint32_t)thresholds[at]) >> 31;
    code = (uint32_t)outcomes[2 * (size_t)at + mine];
  }
  c->state = code >> header[ROW_SHIFT];
  c->observation = code & ((1u << header[REWARD_SHIFT]) - 1);
  return rewards[(code & ((1u << header[END_SHIFT]) - 1)) >> header[REWARD_SHIFT]];
}

// One step by alias tables.
static inline Step step(Chain *c) {
  const int k = header[BITS];
  const uint32_t v = word(&c->policy);
  const uint32_t column = (c->observation << k) + ((v >> 1) >> (31 - k));
  const uint32_t own = (((v << k) >> k) - (uint32_t)policyThresholds[column]) >> 31;
  const uint32_t action = (uint32_t)policyMoves[2 * column + own] & ((1u << header[ACTION_BITS]) - 1);
  const uint32_t pair = c->observation * header[ACTIONS] + action;
  return (Step){ pair, outcome(c, action) };
}

static inline void addScore(double *into, uint32_t pair, double weight) {
  for (int32_t j = scoreOffsets[pair]; j < scoreOffsets[pair + 1]; j++) into[scoreIndices[j]] += weight * scoreValues[j];
}

static void dense(Chain *c, double beta, long steps, double *gradient) {
  const int K = header[PARAMETERS];
  double *z = calloc(K, sizeof *z);
  for (long t = 0; t < steps; t++) {
    const Step now = step(c);
    for (int k = 0; k < K; k++) z[k] *= beta;
    addScore(z, now.pair, 1);
    for (int k = 0; k < K; k++) gradient[k] += now.reward * z[k];
  }
  free(z);
}

static inline double uniform(Words *g) { return word(g) * 0x1p-32; }

// As one writes it first: probabilities from exp at every step, outcomes by adding up.
static void byHand(Chain *c, double beta, long steps, double *gradient) {
  const int K = header[PARAMETERS], A = header[ACTIONS], F = K / A;
  double *z = calloc(K, sizeof *z), *mu = calloc(A, sizeof *mu);
  for (long t = 0; t < steps; t++) {
    const double *phi = features + (size_t)c->observation * F;
    double total = 0, sum = 0;
    for (int u = 0; u < A; u++) {
      double preference = 0;
      for (int f = 0; f < F; f++) preference += theta[u * F + f] * phi[f];
      total += mu[u] = exp(preference);
    }
    const double chance = uniform(&c->policy) * total;
    int action = 0;
    while (action < A - 1 && (sum += mu[action]) <= chance) action++;
    for (int k = 0; k < K; k++) z[k] *= beta;
    for (int u = 0; u < A; u++)
      for (int f = 0; f < F; f++) z[u * F + f] += ((u == action) - mu[u] / total) * phi[f];
    int32_t at = jointOffsets[c->state + action];
    const int32_t last = jointOffsets[c->state + action + 1] - 1;
    if (at < last) {
      const double draw = uniform(&c->environment);
      while (at < last && jointCumulative[at] <= draw) at++;
    }
    const uint32_t code = (uint32_t)jointCodes[at];
    c->state = code >> header[ROW_SHIFT];
    c->observation = code & ((1u << header[REWARD_SHIFT]) - 1);
    const double reward = rewards[(code & ((1u << header[END_SHIFT]) - 1)) >> header[REWARD_SHIFT]];
    for (int k = 0; k < K; k++) gradient[k] += reward * z[k];
  }
  free(z);
  free(mu);
}

// What a backward scan keeps of a chain: G for each pair (y, u), and the trace of earlier blocks, in pairs too.
typedef struct { double *weights, *trace; uint32_t pairs[BLOCK]; double earned[BLOCK]; } Scan;

static void scanBlock(Scan *s, int length, double beta) {
  const int pairs = header[OBSERVATIONS] * header[ACTIONS];
  double G = 0;
  for (int i = length - 1; i >= 0; i--) {
    G = s->earned[i] + beta * G;
    s->weights[s->pairs[i]] += G;
  }
  const double left = pow(beta, length);
  for (int p = 0; p < pairs; p++) {
    s->weights[p] += beta * G * s->trace[p];
    s->trace[p] *= left;
  }
  double power = 1;
  for (int i = length - 1; i >= 0 && power > 1e-18; i--, power *= beta) s->trace[s->pairs[i]] += power;
}

static void scan(Chain *chains, int count, double beta, long steps, double *gradient) {
  const int pairs = header[OBSERVATIONS] * header[ACTIONS];
  Scan *scans = calloc(count, sizeof *scans);
  for (int n = 0; n < count; n++) {
    scans[n].weights = calloc(pairs, sizeof(double));
    scans[n].trace = calloc(pairs, sizeof(double));
  }
  for (long done = 0; done < steps; done += BLOCK) {
    const int length = steps - done < BLOCK ? (int)(steps - done) : BLOCK;
    if (count == 4) {
      Chain a = chains[0], b = chains[1], c = chains[2], d = chains[3];
      for (int i = 0; i < length; i++) {
        const Step p = step(&a), q = step(&b), r = step(&c), t = step(&d);
        scans[0].pairs[i] = p.pair; scans[0].earned[i] = p.reward;
        scans[1].pairs[i] = q.pair; scans[1].earned[i] = q.reward;
        scans[2].pairs[i] = r.pair; scans[2].earned[i] = r.reward;
        scans[3].pairs[i] = t.pair; scans[3].earned[i] = t.reward;
      }
      chains[0] = a; chains[1] = b; chains[2] = c; chains[3] = d;
    } else {
      Chain a = chains[0];
      for (int i = 0; i < length; i++) {
        const Step p = step(&a);
        scans[0].pairs[i] = p.pair; scans[0].earned[i] = p.reward;
      }
      chains[0] = a;
    }
    for (int n = 0; n < count; n++) scanBlock(&scans[n], length, beta);
  }
  for (int n = 0; n < count; n++) {
    for (int p = 0; p < pairs; p++) addScore(gradient, (uint32_t)p, scans[n].weights[p] / count);
    free(scans[n].weights);
    free(scans[n].trace);
  }
  free(scans);
}

static inline double preference(uint32_t observation, int action) {
  const int F = header[PARAMETERS] / header[ACTIONS];
  const double *phi = features + (size_t)observation * F;
  double sum = 0;
  for (int f = 0; f < F; f++) sum += theta[action * F + f] * phi[f];
  return sum;
}

// The action that a word draws from an alias table of two probabilities.
static inline int drawOfTwo(double first, double second, uint32_t v) {
  const double weight = floor(first * (0x1p32 / (first + second)) + 0.5);
  if (weight < 0x1p31) return v < weight ? 0 : 1;
  return v >= 0x80000000u && v - 0x80000000u < 0x1p32 - weight;
}

static void olpomdp(Chain *c, double beta, long steps) {
  const int K = header[PARAMETERS], F = K / header[ACTIONS];
  double *z = calloc(K, sizeof *z), mean = 0, largest = 0;
  for (long t = 0; t < steps; t++) {
    const uint32_t y = c->observation;
    const double x0 = preference(y, 0), x1 = preference(y, 1), greatest = fmax(x0, x1);
    const double e0 = exp(x0 - greatest), e1 = exp(x1 - greatest), mu0 = e0 / (e0 + e1), mu1 = e1 / (e0 + e1);
    const int action = drawOfTwo(mu0, mu1, word(&c->policy));
    const double slope = action ? mu0 : mu1; // 1 - mu of what was drawn
    const double *phi = features + (size_t)y * F;
    for (int k = 0; k < K; k++) z[k] *= beta;
    for (int f = 0; f < F; f++) {
      z[action * F + f] += slope * phi[f];
      z[(1 - action) * F + f] -= slope * phi[f];
    }
    const double reward = outcome(c, action);
    mean += (reward - mean) / (t + 1);
    largest = fmax(largest, fabs(reward));
    if (largest == 0) continue;
    const double weight = .1 * ((reward - mean) / largest);
    for (int k = 0; k < K; k++) theta[k] += weight * z[k];
  }
  free(z);
}

static void simulation(Chain *c, long steps, double *gradient) {
  double sum = 0;
  for (long t = 0; t < steps; t++) {
    const Step now = step(c);
    sum += now.reward + now.pair;
  }
  gradient[0] = sum;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

// theta begins where the tables have it.
static void runOnline(Chain *c, double beta, long steps, double *found) {
  const size_t bytes = header[PARAMETERS] * sizeof *theta;
  double *given = malloc(bytes);
  memcpy(given, theta, bytes);
  olpomdp(c, beta, steps);
  memcpy(found, theta, bytes);
  memcpy(theta, given, bytes);
  free(given);
}

static void run(const char *variant, Chain *chains, double beta, long steps, double *gradient) {
  if (!strcmp(variant, "hand")) byHand(chains, beta, steps, gradient);
  else if (!strcmp(variant, "dense")) dense(chains, beta, steps, gradient);
  else if (!strcmp(variant, "scan")) scan(chains, 1, beta, steps, gradient);
  else if (!strcmp(variant, "scan4")) scan(chains, 4, beta, steps, gradient);
  else if (!strcmp(variant, "olpomdp")) runOnline(chains, beta, steps, gradient);
  else simulation(chains, steps, gradient);
}

int main(int count, char **words) {
  if (count < 16) { fprintf(stderr, "Usage: gpomdp TABLES VARIANT BETA STEPS STRETCHES CHAIN...\n"); return 2; }
  readTables(words[1]);
  const double beta = atof(words[3]);
  const long steps = atol(words[4]);
  const int isOnline = !strcmp(words[2], "olpomdp");
  if (isOnline && header[ACTIONS] != 2) { fprintf(stderr, "olpomdp is for two actions.\n"); return 2; }
  const int isFour = !strcmp(words[2], "scan4");
  if (isFour && count < 46) { fprintf(stderr, "Four chains have 40 numbers.\n"); return 2; }
  double fastest = INFINITY;
  double *gradient = malloc((header[PARAMETERS] + 1) * sizeof *gradient);
  for (int stretch = 0; stretch < atoi(words[5]); stretch++) {
    Chain chains[4];
    for (int n = 0; n < (isFour ? 4 : 1); n++) {
      uint32_t given[10];
      for (int i = 0; i < 10; i++) given[i] = (uint32_t)strtoul(words[6 + 10 * n + i], NULL, 10);
      chains[n] = (Chain){ given[0] * header[ACTIONS], given[1], { given[2], given[3], given[4], given[5] },
                           { given[6], given[7], given[8], given[9] } };
    }
    memset(gradient, 0, (header[PARAMETERS] + 1) * sizeof *gradient);
    const double begun = seconds();
    run(words[2], chains, beta, steps, gradient);
    const double took = 1e9 * (seconds() - begun) / ((double)steps * (isFour ? 4 : 1));
    if (took < fastest) fastest = took;
  }
  printf("{\"nanoseconds\":%.6f,\"gradient\":[", fastest);
  for (int k = 0; k < header[PARAMETERS]; k++) printf("%s%.17g", k ? "," : "", isOnline ? gradient[k] : gradient[k] / steps);
  printf("]}\n");
  return 0;
}
