/** The import rules of docs/architecture.md, held by name in `npm run check`. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const TESTS = '\\.test\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('no-cycles', 'A module must not depend on itself through others.', {}, { circular: true }),
    only(
      'schema-imports-nobody',
      'schema/ is the bottom of the house.',
      { path: '^schema/', pathNot: TESTS },
      { path: '^(runtime|connectors|streams|gateway|console|cli|docker|bench|test)/' },
    ),
    only(
      'runtime-knows-only-schema',
      'runtime/ is the frame of every process: settings, log, health, signals.',
      { path: '^runtime/', pathNot: TESTS },
      { path: '^(connectors|streams|gateway|console|cli|docker|bench|test)/' },
    ),
    only(
      'stages-are-pure',
      'A stage sees canonical shapes and code tables only; lookups, clock and ids are arguments.',
      { path: '^streams/stages/', pathNot: TESTS },
      {
        path: '^(runtime|connectors|gateway|console|cli|docker|bench|test|streams/(kafka|pipeline)|schema/(store|topics|subgraphs))/',
      },
    ),
    only(
      'stages-do-no-io',
      'A stage does no input or output.',
      { path: '^streams/stages/', pathNot: TESTS },
      { path: '^(node:)?(fs|net|http|https|child_process|dgram|tls)(/|$)' },
    ),
    only(
      'feeds-know-only-kit-and-schema',
      'A feed brings its system in; Kafka and MongoDB belong to the worker.',
      { path: '^connectors/(?!kit/|worker/|simulator/|registry\\.ts)[^/]+/', pathNot: TESTS },
      {
        path: '^(runtime|streams|gateway|console|cli|docker|bench|test|connectors/(worker|simulator)|connectors/registry\\.ts|schema/store)',
      },
    ),
    only(
      'feeds-are-strangers',
      'A feed never imports another feed.',
      { path: '^connectors/(?!kit/|worker/|simulator/|registry\\.ts)([^/]+)/', pathNot: TESTS },
      { path: '^connectors/(?!kit/|worker/|simulator/|registry\\.ts)([^/]+)/', pathNot: '^connectors/$1/' },
    ),
    only(
      'kit-knows-only-schema',
      'The kit is below the feeds.',
      { path: '^connectors/kit/', pathNot: TESTS },
      { path: '^(runtime|streams|gateway|console|cli|docker|bench|test|connectors/(?!kit/)|schema/store)' },
    ),
    only(
      'simulator-stands-alone',
      'The simulator stands in for systems that do not know Tributary.',
      { path: '^connectors/simulator/', pathNot: TESTS },
      {
        path: '^(streams|gateway|console|cli|docker|bench|test|connectors/(?!simulator/|kit/)|schema/store)',
      },
    ),
    only(
      'pipeline-reaches-connectors-by-registry',
      'The pipeline knows feeds through the registry only.',
      { path: '^streams/', pathNot: TESTS },
      { path: '^(gateway|console|cli|docker|bench|test|connectors/(?!registry\\.ts|kit/))' },
    ),
    only(
      'worker-uses-kafka-door',
      'The worker may use streams/kafka and schema/store, no other stream code.',
      { path: '^connectors/worker/', pathNot: TESTS },
      { path: '^(gateway|console|cli|bench|test|streams/(?!kafka/))' },
    ),
    only(
      'gateway-does-not-import-feeds',
      'The gateway serves what is stored.',
      { path: '^gateway/', pathNot: TESTS },
      {
        path: '^(connectors|console|cli|docker|bench|test|streams)/',
        // Both pages sign in in one way.
        pathNot: '^(streams/kafka|console/session)/',
      },
    ),
    only(
      'only-gateway-events-uses-kafka',
      'Within the gateway only events/ may reach Kafka.',
      { path: '^gateway/(?!events/)', pathNot: TESTS },
      { path: '^streams/' },
    ),
    only(
      'one-door-to-the-store',
      'Subgraphs reach the store only through gateway/access.',
      // `testing` folders hold what tests stand on, processes of their own among it.
      { path: '^gateway/(?!access/)', pathNot: [TESTS, '/testing/'] },
      { path: '^schema/store/', dependencyTypesNot: ['type-only'] },
    ),
    only(
      'subgraphs-are-strangers',
      'A subgraph never imports another subgraph.',
      { path: '^gateway/subgraphs/([^/]+)/', pathNot: TESTS },
      { path: '^gateway/subgraphs/([^/]+)/', pathNot: '^gateway/subgraphs/($1|kit)/' },
    ),
    only(
      'console-knows-only-graphql',
      'The page knows the public graph.',
      { path: '^console/', pathNot: TESTS },
      { path: '^(schema|runtime|connectors|streams|gateway|cli|docker|bench|test)/' },
    ),
    only(
      'only-store-imports-mongoose',
      'One door to MongoDB.',
      { pathNot: '^schema/store/' },
      { path: 'node_modules/(mongoose|mongodb)/' },
    ),
    only(
      'only-kafka-folder-imports-kafkajs',
      'One door to Kafka.',
      { pathNot: '^streams/kafka/' },
      { path: 'node_modules/kafkajs/' },
    ),
    only('nobody-imports-main', 'A main.ts is a process, not a module.', {}, { path: '(^|/)main\\.ts$' }),
    only('not-to-unresolvable', 'Every import must resolve.', {}, { couldNotResolve: true }),
    only(
      'no-dev-dependency-in-product',
      'Development packages stay in tests and benches.',
      { path: '^(schema|runtime|connectors|streams|gateway|cli|docker)/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
