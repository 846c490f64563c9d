import { PUBLIC_WORDS } from './public-words.ts';

/**
 * Words of which the names of fields are made: those in the declarations of the clients of AWS, Kubernetes and GitHub that
 * the collectors use, in lower case. They count where a key stands in a document, and nowhere else: a key of other words
 * is taken to be data.
 */
const WORDS = `
aaaa abac abandon abort aborted about above absolute accelerate acceleration accelerator accelerators accept
acceptance accepted accepter access accessed accessibility accessible account accounts accuracy ack acknowledgment
acl acls acm acp acquire acquired action actions activate activated activation active activities activity actor
actors actual acu adapter add added additional additions addon addons address addresses addressing adjustment
adjustments admin administration administrators admins admission advanced advertisable advertisement advisories
advisory affected affects affiliation affinity after age agent agents agg aggregate aggregated aggregation
aggregator aggregators aggs agreement ahead ai alarm alarms alb alert alerting alerts algorithm algorithms alias
aliases alive all allocatable allocate allocated allocation allocations allow allowances allowed allowlist allows
alphanumeric alt alternate amazon amd ami ammount amount amzn analyses analysis analytics analyzed analyzer ancestry
anchor and annotation annotations announcement announcements anon anonymous answer answerable anti any apex api apiv
app apple appliance appliances applicable application applications applied apply approval approvals approve approved
approver approving approximate apps ar arch architecture architectures archival archive archived are area argo args
arguments armor armored arn arns array artifact artifacts as asn asns assemble assertion asset assets assign
assigned assignee assignees assigner assignment assignments associate associated association associations assumable
assume assumed async at athena attach attachable attached attacher attachment attachments attempt attempted attempts
attestation attestations attribute attributes audience audiences audit auth authenticate authenticated
authentication author authorities authority authorization authorizations authorize authorized authors auto autofix
autolink automated automatic automatically automation automations automount autoprovision autoscaler autoscaling
autosubmit autotune availability available avatar average avg avoid awarded aware aws awskms awsvpc az azure
babelfish back backend backfill backfilling backfills background backoff backtest backtrack backtracked backtracks
backup backups bad badge bake balance balancer balancers balancing band bandwidth banner banners bare base based
basehead baseline baselines baselining basic batch batcher batches batching be bearer bedrock before begin behavior
behind benchmark best between bfd bgp bias bid billable billed billing bin binary bind binding bindings binds bio
bisect blackhole blob blobs block blocked blocking blocks blog blue blueprint blueprints board bodies body bookmark
bookmarks bool boolean bools boot bootstrap border borrow borrowing bound boundary bounded box bpki bps branch
branches breach breakdown breaker breaking bridge browser bs bucket buckets budget budgets buffer bugs bugzilla
build builds buildspec built bulk bullets bump bundle burstable bus business busy by byoasn byoasns byoip bypass
bypassed byte bytes ca caa cache caches caching calculated calendar call callback caller can canary cancel
cancellation cancellations cancelled candidate candidates canned canvas capabilities capability capable capacities
capacity caption capture captured card cards carrier cascade cases catalog catalogs catch categorical categories
category cause caused causes causing cd cel cell cent center cents cephfs certificate certificates certifications
certify cfn chain chained chaining change changed changes channel channels chap char character characters charge
charged charges chars chat check checking checkout checkpoint checks checksum child children choices chosen
chronological chunk cid cidr cidrip cidrs cinder ciphertext circuit claim claims clarify class classes classic
classification classifications classifier classifiers classroom clause clean cleanup clear cli client clock clone
clones closed closure cloud cloudflare cloudwatch cluster clusters cname co code codeql codes codespace codespaces
cognito coip collab collaborating collaborator collaborators collection collision color column columns com combine
command commands comment commenter comments commit commitish commitment commits committed committer common comms
compacted compaction company comparator compare comparison compatibilities compatibility compatible compilation
compiled compiler complete completed completion completions compliance compliant component components composite
composition compressed compression computation compute computed computer concentrator concentrators concluded
conclusion concurrency concurrent condition conditional conditions conduct confidence config configs configuration
configurations configured confirm confirmation conflict conflicts confused confusion connect connected connection
connections connectivity connector connectors connects consent consistency consistent console consolidation
constraint constraints consumable consumed consumer consumes consumption cont contact container containers contains
content contents context contexts continuation continue continuous contributing contributions contributor
contributors control controller controls convergence conversation conversion converted cool cooldown copilot copy
copyable copyright core cores correlator cors cost count counter counters country counts coverage coverages covered
cpu cpus crawl crawler crawlers crawls crc crds create createable created creation creations creator creators
credential credentials credit credits criteria critical cron cross csi csv curated currency current cursor curve
cust custom customer customization customized cutoff cve cvss cwe cwes cycle daemon dag dashboard dashboards data
database databases datafeed datapoint datapoints dataset datasets datatype datatypes date day days db dbelt dbi ddb
deactivate dead deadline deallocation debug debugger debugging decay decimal decision declared decodable decoded
decoding decrease decreases decrement decryption dedicated deduplication deep default defaults defined definer
definition definitions degree delay delegated delegation deletable delete deleted deletion deletions delimiter
deliver delivered deliveries delivery delta deltas demand denied deny dependabot depended dependencies dependency
dependent dependents depends deploy deployed deployment deployments deprecate deprecated deprecation deprovisioned
depth deregistered deregistration derived describe described description descriptions descriptor descriptors desired
desiredv dest destination destinations desync detach detail detailed details detect detected detection detector dev
devcontainer devcontainers device devices dh dhcp diagnostics dial dialect diff difference differences digest
digests dimension dimensions dir direct direction directive directories directory disable disabled disabling
disallowed disassociate disassociation disassociations disconnect discount discovered discoveries discovery
discussion discussions disk disks dismiss dismissal dismissed dismisser dismisses dispatch display disposition
disrupted disruption disruptions dist distance distinct distinguisher distributed distribution distributions divisor
dlq dn dns do doc docker docs document documentation documents dollars domain domains dot double down downgrade
download downloads downward dpd dpu dpus draft drain draining drift drifted drifts driver drivers drives drop
dropped dry dsa dsse dssekms dual dualstack due dump duplicate duplicates durable duration during duty dynamic
dynamo dynamodb each earliest early ebs ec ecdsa echo ecmp ecosystem ecr ecs ed edge edges editable editor editors
efa effect effective effects efs egress eight eip eks elapsed elastic element eligibility eligible email emails
embedded emit emoji emojis empty emr emulation ena enable enabled enablement enabling encapsulation enclave enclaves
encoded encoding encrypt encrypted encryption end ended ending endpoint endpoints ends enforce enforced enforcement
enforces engine engines enhanced eni enis enter entered enterprise entities entity entries entry entrypoint enum env
envelope environment environmentid environments eol ephemeral epoch epss equals err error errored errors es
escalation escape escaper essential established estimate estimated estimating etag etcd etl eula eval evaluate
evaluated evaluation evaluations evaluator event events eviction exact exactly example excel except exception
exceptions excess exchange excludable exclude excluded exclusion exclusions exclusive exec executable execute
executed execution executions exempt existing exists exit exited expand expanded expansion expected experiment
experiments expiration expire expired expires expiring expiry explainability explainer explanation explanations
explicit exploit exploration export exportable exported exporting exports expose expr express expression expressions
extended extension extensions external extra extracted eyes factor factors fail failed failover failure failures
fair fairshare fallback false falses families family fanout fargate fast fastly fault fc fca feature featured
features federated federation fee feed feedback feeds fetch field fields file filename files filesystem fill filled
filling filter filterable filters final finalizers financial find finding findings fingerprint fingerprints finish
finished fips firehose firelens firewall first fit fix fixed flags flat fleet fleets flex flexible flocker flow
folder folders followers following footer for forbidden force forced forecast forecasting fork forkee forking forks
form format formation forms forward forwarding found fpga fpgas fqdn fraction fractions fragment frame framework
free frequency frequent from front fs fsx fulfilled full fully func function functions further future fuzz gang gate
gates gateway gateways gb gbps gc gce gcp gen general generate generated generation generations generative generator
generic geo geography get ghsa ghz gi gib gid gist gists git github gitignore glacier global glossary glue glusterfs
gmsa go gone good gov governance governed gpg gpu gpus grace grade grant granted grantee granting grants
granularities granularity graph graphql gravatar gre greater green grok gross ground group grouping groups grpc gua
guard guid guidance ha hand handle handler handlers handles handling handshake handshakes hard hardware has hash
hashed head header headers health healthy heart heartbeat height help hibernate hibernation hidden hide hierarchy
high highest highlighted hint hints hireable history hit hits hive hold holder holiday home homepage honor hook
hooks hooray hop horizon horizontal horovod host hosted hostname hostnames hosts hour hourly hours hovercard href
hsm html http https hub hudi human hunk hybrid hyper hyperband hypervisor iam iceberg icmp id idc ide idempotency
identifier identifiers identities identity idle ids if igmpv ignore ignored igw ike image images imbalance imds
immediately immutable impact impaired impairment implementation import importance importances imported importer
imports improving imputed in inaccessible inactive inbound include included includes inclusion incomplete increase
increment incremental index indexes indicator indices indirect inference info information informational infos infra
infrastructure ingestion ingress inherited init initial initialization initiate initiated initiation initiator
injection inline input inputs insecure inside insight insights inspection install installation installations
installed instance instances instructions int integer integrate integration integrations integrity intelligent
intent inter interaction interactive interconnect interface interfaces internal internet interpreter interruptible
interruption interval ints invalid inventory invitation invitations invite invitee inviter invocation invocations
invoke invoked involved io iops iot ip ipam ipams ipc ips ipv iqn is iscsi iso isolation issue issuer issues issuing
item items iterable iteration iterations iterator jars jdbc jfrog jit jitconfig job jobs join joined journal json
jupyter jwks jwt kafka kb keep kendra kerberos kernel kext key keyring keys keyword keywords kind kinds kinesis kms
known kube kubelet kubernetes lab label labeled labeling labels lag lags lake lambda landing lang language languages
large last latency latest lattice laugh launch launched launches layer layers layout lcs ldap leaked learning lease
left legal lendable length lens less letter level lexical lflow lfs libraries library libs license licenses life
lifecycle lifecycles lifetime limit limitations limited limitless limits line lineage linear lines link linked links
linux list listener listing listings lists live liveness lni load local locale localhost location locations locator
lock locked lockout log logging logical login logit logo logout logs long lookup loop loss low lower lowercase
lowest ls lun lustre mac machine machines macos magnitude main maintain maintainer maintainers maintenance major
make maker man manage managed management manager managers manages manifest manifests mannequin manual manufacturer
manufacturers map mapping mappings maps margin markdown marker markers market marketplace mask master match matched
matcher matches matching material materialized matrix max maximum maxv mb mbps mcp md med media median medium member
members membership memberships memory mentioned mentions merge mergeable merged merges message messages meta
metadata metal metered metering method methods metric metrics mfa mi microsoft middlebox migration milestone
milestones millis milliseconds mime min minimized minimum minor mins minute minutes minv mirror mismatch
misscheduled missed missing mixed ml mlflow mock mode model models modes modifiable modification modifications
modified modifiers modify module mongo monitored monitoring monitorings monitors month monthly more most mount
mounts move moved moving mps mpu mrap ms msrc multi multicast multiline multipart multiple multiplier must
mutability mutations mutual mx my name named names nameservers namespace namespaced namespaces nano nat native nchar
nearest neg negate negated negatives nested net netmask network networking networks neuron new newer next nfs nitro
no node nodegroup nodegroups nodes nominal nominated non noncurrent none normal not note notebook notes notice
notification notifications notify notsse npm ns null nullable nulls num number numbers nvd nvidia nvme nvram oauth
object objective objects observability observation observations observed occurrence octicon odb of off offer
offering offerings offline offset offsets oid oidc ok old oldest on once one online only opaque open operating
operation operational operations operator operators ops opt opted optimal optimization optimize optimized optimizer
optimizers optimizing option optional options opts or oracle orchestration orchestrator order orderable ordered
orders ordinals org organization organizational organizations orgs origin original origins orphan os other ou out
outbound outcome outdated outpost output outputs outside over overall overflow overhead overlap overlaps overridable
overridden override overrides overview overwrite owned owner owners ownership owning pack package packages packaging
packed packet packets page pages pagination pair pairs parallel parallelism parallelization param parameter
parameters params parent parents parquet part partial participating parties partition partitionable partitioned
partitions parts passed passing password passwords pat patch patched patches patching path paths pattern patterns
pause paused pay payer payload payment pays pca pci pcx pd peak peer peering peers peft pem pending per percent
percentage percentages percentile performance performances performed period permalink permanent permanently
permission permissions permit persist persisted persistent personal phase phases phc phone photon phrase physical
pid pii pin ping pinned pinning pipeline pitr pkce pkcs pkix placeholder placeholders placement plain plaintext plan
plane planned platform platforms plugin plugins plural plus png pod pods point pointed pointer points policies
policy poll poller pollers polling pool pools port portal portals porter ports portworx position positive positives
posix possession post postgre posture potential pr pre prebuild precedence precision precondition preconditions
predecessor predecessors predefined predicate predicted predictive preempt preempted preemption preference
preferences preferred prefix prefixes premium prepared preprocessor prerelease present preserve preset presign
presigned prev prevent prevention preview previews previous price pricing primary principal principals printer prior
priority privacy private privilege privileged pro prob probability probe problem proc process processed processes
processing processor product production products profile profiler profiles profiling programming progress project
projected projection projects promotion prompt proof propagate propagating propagation propagations properties
property proposed protected protection protections protocol protocols provided provider providers providing
provision provisioned provisioner provisioning proxied proxies proxy ps pseudo ptr public publicly publish published
publisher publishers publishing pull pulls punctuation purchase push pushdown pushed pusher pushes put python qos qr
qualifier quality quantiles quantity quantization queries query queryable queue queued queues queuing quiet quobyte
quota quotas quote quoted quotes ram ramdisk random range ranges rate rating ratio rationale raw rbac rbd rds
reaction reactions read reader readers readiness readme readonly reads ready real realtime reason reasons
reassignment reassociation rebalance rebalancing rebase rebaseable reboot recall receipt receive received recent
recipe recipient recipients reclaim recommendation recommendations recommended record recorded records recovery
recrawl recreation recurrence recurring recurse recursive recycle redact redelivery redirect redrivable redrive
redriven redshift redundancy ref refactor reference referenced references referencing referrer referrers refresh
refreshes refs regarding regex region regional regions register registered registration registrations registries
registry reinvocation rejected rejection rekey related relation relational relationship relationships relative
release released releases relevance remaining remediation remote removal removals remove removed rename rendered
renew repair repaired replace replaced replacement replaces replay replica replicas replicate replication
replications reply repo report reporting reports repos repositories repository representations republish request
requested requester requestor requests require required requirement requirements requires rerequestable rerun
reservation reservations reserved reset resize resolution resolve resolved resolver resolvers resolves resource
resources respect responds response responses responsibilities responsibility rest restart restorable restore
restored restores restrict restricted restriction restrictions result results resume retain retained retention
retiring retrier retries retrievable retry retryable return returned reuse reused reveal reverse review reviewed
reviewer reviewers reviews revision revisions revocation revoke revoked right rir risk risks rls roa roas rocket
role roles rollback rolling rollout rollup root rootless roots roster rotate rotated rotation rotations route routes
routing row rows rpki rs rsa rubygems rule rules ruleset rulesets run runbooks runner runners running runs runtime
runtimes safe safety sage saml sample sampled samples sampling sandbox sandboxes sarif sbom scala scalability
scalable scalar scale scaled scaler scaling scan scanned scanning scans schedule scheduled scheduler schedules
scheduling schema schemas scheme scim scope scopes score scores scoring script scripts se search searches seat seats
seccomp second secondary seconds secret secrets security seed segment segments select selectable selected selection
selective selector selectors self seller send sender sensitivity separator sequence serde serial serialization
series served server serverless servers service services serving session sessions set sets setting settings setup
sev severities severity sha shadow shap shard sharding share shareable shared shares sharing shell shift short
should show shrinkwrap shuffle shutdown side sign signal signature signatures signed signer signing signoff simple
since single singular sinks site size skew skewed skip skipped sku sleep slice slot slr slug slugs slurm snap
snapshot snapshots snowflake snp sns socket sockets soft software sort source sources space spaces spare spark spawn
spdx spdxid spec specific specification specifications specified specs speculative speed spigot split sponsor
sponsorable sponsorship spot spread sql sqs squash srd sriov ss sse ssec ssekms sses ssh ssl ssm stability
stabilization stack stacks stage stages staging stairs stale stamp standard standby stargazer stargazers starred
starring start started starter starting starts startup stat state stateful stateless statement statements states
static statistic statistics stats status statuses std stdin step steps still stop stopped stopping storage storageos
store stored stores strategies strategy stream streaming strength strict string strings strip structure structured
sts stub student students studio sub subdomain subject subjects subkeys submission submissions submit submitted
submodule submodules subnet subnets subresource subresources subscribe subscribed subscribers subscription
subscriptions subset subsets substring subsystem subtype succeeded success successful successfully suffix suggest
suggested suggestion suggestions suitable suite suites sum summaries summary supplemental supplier support
supportability supported supporting supports suppress surge suspend suspended suspension sustained svc svn swap
swappiness switchover sx symbol symbols sync synced synchronization syncing sysctls system systems ta table tables
tabular tag tagger tagging tags taint taints tarball target targets task tasks tcp tde team teams technique
telemetry temp template templates temporary tenancy tenant tensor tenth term terminal terminate terminated
terminating termination terms test tests text tfvc tgw than thing this thread threads threat threshold thresholds
throttled throttling through throughput thumbprint tier tiered tiering tierings tiers till time timed timeline
timeout timer timers timestamp timestamps timezone timezones timing title tls tmp tmpfs to today token tokens
tolerance tolerated toleration tolerations too tool tools top topic topics topk topologies topology total tpm trace
traceback tracing track tracked tracking trade tradeoff traffic trail trails training transact transaction transfer
transfers transform transformation transformations transforms transient transit transition transitioning transitions
transitive translation transport traversable traversal treat tree trees trend triage trial trigger triggered
triggering triggers trimming true trues truncated trunk trust trusted truth ttl tty tumbling tunable tuned tuning
tunnel twitter two type types ubuntu udp uefi ui uid ulimits ultra ultraserver un unacceptable unassigned
unassociated unavailable uncommitted uncounted under unfiltered unhealthy unified union unique uniques unit units
unknown unlabeled unmanagedv unmatched unmodified unnest unprocessable unprocessed unpushed unread unrecognized
unreported unreserved unrolled unsatisfiable unscaled unschedulable unspecified unsubscribe unsuccessful
unsuccessfully unsuitable unsupported untag until untrusted unused unverified unzipped up update updateable updated
updates upfront upgrade upgraded upload uploader uploads upper uppercase upsert upsertable upstream ur uri uris url
urls usage usages usd use used user userdata username usernames users utilization uuid valid validate validation
validations validity value values variable variables variant variants vcpu vcpus vcs vector vending vendor verb
verbs verifiable verification verified verify version versioning versions vertical vertices vgw vgws via view
viewers views violation virtual virtualization visibility visible vlan volume volumes vpc vpce vpcs vpn vsphere
vulnerabilities vulnerability vulnerable wait waiting wake warm warmup warning warnings watch watchers watermark
watermarks web webhook webhooks website week weekly weeks weight weighted weighting weightings weights when widgets
width wiki wildcard will window windows with withdrawn without witness witnesses words work worker workers workflow
workflows workforce workforces workgroup working workload workloads workspace workteam workteams wrapper wrapping
write writer writers written ww wwids www xks xml xxhash yarn year yearly years zen zeppelin zero zfs zip zipball
zipped zonal zone zones
`;
/** Those of actions in a case. */
const CASE_WORDS = `
mark marks entity value digest path title text number struck declined question at from to exception scope finding reason owner
approver control granted expires drill run step snapshot foothold started ended steps seconds revokes injects due asked noted
notes says proof plan why command told done scenario name changes change
credential principal document policy role before observation pointer do id of kind proposals marks at question
`;
/** Those of logs as they are reduced. */
const LOG_WORDS = 'program programs decisions authentications';
const FIELD_WORDS: ReadonlySet<string> = new Set(`${WORDS} ${CASE_WORDS} ${LOG_WORDS}`.trim().split(/\s+/));

const known = new Map<string, boolean>();
const MOST_KNOWN = 50_000;

/** Whether a key is made of words of which the names of fields are made. */
export function isFieldName(key: string): boolean {
  let answer = known.get(key);
  if (answer === undefined) {
    answer =
      /^[A-Za-z$_][A-Za-z0-9_$]{0,80}$/.test(key) &&
      (PUBLIC_WORDS.has(key.toLowerCase()) || wordsOf(key).every(isFieldWord));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, answer);
  }
  return answer;
}

/** `AttachedManagedPolicies`, `node_id`, `clusterIP`: at capitals, digits and underscores. */
function wordsOf(key: string): string[] {
  return key.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
}

function isFieldWord(word: string): boolean {
  const plain = word.toLowerCase();
  return plain.length === 1 || /^\d{1,3}$/.test(plain) || FIELD_WORDS.has(plain) || PUBLIC_WORDS.has(plain);
}
