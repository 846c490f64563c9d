import { ENTITY_KIND_NAMES } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES } from '../../schema/kinds/relation-kinds.ts';
import { SOURCE_KIND_NAMES } from '../../schema/kinds/source-kinds.ts';

/**
 * Words that stay readable wherever they stand: the vocabulary of the providers' own documents (elements of policies,
 * kinds of object, verbs, operators, regions, services, well-known roles and groups, public issuers and registries), as
 * far as the analysis reads it, and the small words of messages. In lower case; case makes no difference. A rule that
 * compares a document with another word needs it here: without it, a redacted snapshot gives another graph, and writing
 * it is refused.
 */
const VOCABULARY = `
a a4b about absent accepted access accessanalyzer accessconfig accessed accessentries accessentry accessentrytype
accesskeyid accesskeylastused accesskeymetadata accessscope account accountid accountmfaenabled accounts acl acm acp
action actions activatepipeline active activity actor actors acts ad add addpermission address addresses
addroletoinstanceprofile addusertogroup admin administer administered administers administrator administratoraccess
admins admission admissionpolicies admissionregistration admits af affinity after agent agentcore aggregate
aggregation aggregator akia algorithm alias aliases aliasname all allow allowed allowprivilegeescalation allows
allusers already also always amazon amazonaws amazonecr amazoneksclusteradminpolicy amazonelastickubernetesservice
amazons3 ambiguous amd64 ami amplify amr an analyzers and annotation annotations anonymous ansible answer any
anyaction anyone aoss ap api apiextensions apigateway apigroup apigroups apiregistration apiserver apiservices
apiversion apk app appconfig append appflow appid appinstallation appintegrations application applicationinsights
apply applyserversideencryptionbydefault appmesh approval approve approved approver approving apprunner apps
appstream appsync aps apt arch archived are arm64 arn arnequals arnlike arnnotequals arnnotlike aroa array artifact
artifacts as asg asia assertion assign associate associateaccesspolicy associatedaccesspolicies
associatedresourcearn associateiaminstanceprofile association associationarn associationid associations assume
assumed assumedrole assumerole assumerolepolicydocument assumerolewithsaml assumerolewithwebidentity assuming
assumption assumptions at athena atlassian atom attach attachdetach attachedmanagedpolicies attachgrouppolicy
attachmanagedpolicytopermissionset attachrolepolicy attachuserpolicy attempt attestations attribute
attributecondition attributes aud audience auditmanager auth authenticated authenticatedusers authenticates
authentication authenticationinfo authenticationmode authn authorization authorized authz auto automation
automountserviceaccounttoken autoscaler autoscaling autoscalinggroup autoscalinggrouparn autoscalinggroupname
autoscalinggroups availability availabilityzone available awk aws awsec2 awsidentityandaccessmanagementiam
awsrevokeoldersessions azp azure backup badge balancer balancers base base64 base64url based baseline bash basic
batch batchchecklayeravailability batchgetimage batchgetitem batchgetprojects batchwriteitem be bearer because
become bedrock been before belongs best beyond bigint binary binaryequals bind binder binding bindings bitbucket
blob block blockpublicpolicy blocks blockscreations bool boolean boot bootstrap bootstrapper bootstrappers
bootstrapping bot boundaries boundary bounds box braket branch branches branchname branchprotectionrule
branchprotectionrules bucket bucketownerenforced bucketregion buckets budgets bugbust build building buildkite
buildx bus by bypass bypassbranchprotection bypasspullrequestallowances ca cache call called calledvia
calledviafirst calledvialast calleraccount calls can cancel cancelled canonicaluser capabilities cargo case cases
cassandra cat ce central cert certificate certificates certificatesigningrequest certificatesigningrequests cgroup
change changed changelog chatbot chatbotsourcearn check checkout checks checksum chime chmod ci circle circleci
claim claimname claimref claims claimsmatchingexpression class classification cleaner cleanrooms cli client
clientidlist clipboard cloud cloud9 clouddirectory cloudformation cloudfront cloudhsm cloudsearch cloudshell
cloudtrail cloudwatch cluster clusterarn clusterarns clusterip clustername clusterrole clusterrolebinding
clusterrolebindings clusterroles clusterroleselectors clusters cmake cn cni co code codeartifact codebuild
codecommit codedeploy codeguru codeowners codeownersdocs codeownersgithub codeownersroot codepipeline codestar cog
cognito cognitoidentity collaborators collected collection collector com commands comment commit common comparison
compile compiled complete completed completelayerupload compose comprehend comprehendmedical compute concepts
conclusion concurrency condition conditional conditions conf confidential confidentiality config configmap
configmaps configuration configure configuring confused connect connecting connection connections connector console
consoleapp consolidated constant constraints contact container containerd containerdefinitions containerport
containerproperties containers containment contains content contents context contextkeys continue contributor
contributors control controller controllerrevisions controllers controls controltower coordination core coredns
could count coverage cpu create createaccessentry createaccesskey createaccountassignment createautoscalinggroup
createcluster createcomputeenvironment created createdat createdate createdeployment createdevendpoint
createdocument createeventsourcemapping createfunction creategrant createinstanceprofile createjobqueue
createlaunchconfiguration createlaunchtemplateversion createloginprofile createnotebookinstance
createnotebookinstancelifecycleconfig createpermissionset createpipeline createpodidentityassociation
createpolicyversion createpresignednotebookinstanceurl createprocessingjob createrole createschedule createservice
createsession createstack createstackinstances createstackset createstatemachine createtrainingjob createtrigger
createuser creating creation creationdate creations credential credentials cri crio critical cron cronjob cronjobs
crontab cross crown csidrivers csinodes csv cur curl current currenttime custom customization
customresourcedefinition customresourcedefinitions customresources daemon daemonset daemonsets dangerous data
database databaseid databrew dataexchange datapipeline dataplane datasync date dateequals dategreaterthan
dategreaterthanequals datelessthan datelessthanequals datenotequals dax dbclusterarn dbclusteridentifier dbclusters
dbinstancearn dbinstanceidentifier dbinstances dbqms de decides decrypt deepcomposer deepracer default
defaultbranchref defaults defaultversion defaultversionid definition delegator delete deleteaccesskey deletebucket
deletebucketpolicy deletecollection deleted deletedbcluster deletedbinstance deletefunction deletegrouppolicy
deleteitem deleteobject deleteparameter deletepolicyversion deletequeue deleterepository deleteresourcepolicy
deleterolepermissionsboundary deleterolepolicy deletesecret deletetable deletetopic deleteuserpermissionsboundary
deleteuserpolicy deleting delivery denied denies deny deploy deploykey deploykeys deployment
deploymentenvironmentuuid deploymentgroup deployments derive describe describeaccessentry describeautoscalinggroups
describecluster describecomputeenvironments describedbclusters describedbinstances
describeiaminstanceprofileassociations describeinstanceinformation describeinstances describejobdefinitions
describejobqueues describekey describelaunchconfigurations describelaunchtemplates describelaunchtemplateversions
describenodegroup describenotebookinstance describeorganization describeparameters describepodidentityassociation
describepolicy describerepositories describeservice describeservices describestacks describestatemachine
describetable describetaskdefinition describetasks description destroy detach detachgrouppolicy detachrolepolicy
detachuserpolicy detector detectors dev develop developerguide development devendpoint devendpoints devicefarm
devopsguru dialog did directconnect directory disable disabled discovery discussion discussions dispatch disruption
dlm dms dns do docdb docker dockerd dockershim docs document documents does doesnotexist domain domains dotnet down
download drs ds dsql dynamic dynamodb each east ebs ec ec2 ec2instancesourceprivateipv4 ec2instancesourcevpc
ec2messages echo ecr ecs ecsproperties ed25519 edges edit edu effect efs egress eipalloc eipassoc eks elasticache
elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce elasticsearch elastictranscoder elb elbv2
elements else elsewhere email emr en enable enabled enableexecutecommand enables enabling end endpoint endpointname
endpointpolicies endpointpublicaccess endpoints endpointslice endpointslicemirroring endpointslices endswith enforce
enforcement engine eni enterprise entities entity entries entry env envfrom environment environmentid environments
environmentsecret ephemeral ephemeralcontainers epochtime eq equal error errors es escalate escape escapes etc eu
evaluate evaluation event events everyone everything eviction evidence exact exception exclude exec execute
executechangeset executecommand execution existing exists exit expand expired expires expiry explain explicit
exposed extensible extensions external externalid externalips extra extract fact facts failed fails failure false
family fargate features featureset federated federatedprovider federateduser fffd file files finalizers find
finished firehose firewall first fis fits fitting fix fleet flow flowcontrol fms fmt folder for forallvalues
foranyvalue forbid fork forking forkingallowed form format forward found fr frauddetector free freetier from fs fsx full
function functionarn functionname functions gamelift gaps garbage gcp gcr generatecredentialreport generatedatakey
generatedtime generic get getaccesskeylastused getaccountauthorizationdetails getaccountsummary
getauthorizationtoken getbucketacl getbucketencryption getbucketlocation getbucketownershipcontrols getbucketpolicy
getbuckettagging getcalleridentity getcredentialreport getdevendpoints getdownloadurlforlayer getitem getjobs
getkeypolicy getloginprofile getobject getopenidconnectprovider getparameter getparameterhistory getparameters
getparametersbypath getpolicy getpolicyversion getpublicaccessblock getqueueattributes getrepositorypolicy
getresourcepolicy getrole getsamlprovider getsecretvalue getservicelastaccesseddetails gettopicattributes getuser gh
ghcr gi git github githubusercontent gitlab gitversion give gives gke glcbt gldt global glpat glrt glue go good
google googleapis gov grade gradle grafana grained grant granted grantee granteeprincipal grants graph graphql
greater greengrass grep groundstation group groupdetaillist groupid grouplist groupname grouppolicylist groups
gserviceaccount gu guard guardduty guards gz had harden hardening has hasbaserole hashicorp hasrole hassecret hat
have head header heads health healthlake heapster helm help helper hex high highly holds home horizontal
horizontalpodautoscalers host hosted hostipc hostnetwork hostpath hostpid hostport hostprocess hosts hostusers how
html http httpputresponsehoplimit https httptokens hub i iam iamdatabaseauthenticationenabled iamfullaccess
iaminstanceprofile id identifiers identities identity identitypolicies identitystore idp idtoken if ifexists ignore
ignorepublicacls igw il image imagebuilder imageidentifier imagepullsecrets imagerepository imagetagmutability
immutable impersonate implicit import in inactive include includes index influxdb info information ingress ingresses
inherit init initcontainers initiatelayerupload injection injections inline input inputs inspector inspector2
install installation installations instance instanceconfiguration instanceid instanceinformationlist
instanceprofilelist instancerolearn instances integrate integration interface interfaces internal internet
internetmonitor interpreter into invalid invoke invokecodeinterpreter invokefunction invokefunctionurl io iot
iotanalytics iotevents iotfleetwise iotsitewise iotthingsgraph iotwireless ip ipaddress irsa is isadminenforced
isarchived isdefaultversion ismfa iso isob iss issue issued issuedto issuedtokey issuer issues it items its itself
ivs java jewel jewels job jobcompletiondate jobdefinitionarn jobdefinitionname jobdefinitions jobqueuearn jobqueues
jobrolearn jobs jobtemplate jq js json jwk jwt k3s k8s kafka kafkaconnect kendra kernel key keyarn keyid keymanager
keymetadata keys keystate keyusage ki kill kind kinds kinesis kinesisanalytics kinesisvideo kms kmskeyid
kmsmasterkeyarn kmsmasterkeyid known kube kubeadm kubeconfig kubectl kubelet kubernetes kubernetesgroups labels
lakeformation lambda last lastaccesseddate lastauthenticated lastchangeddate lastmodified lastmodifieddate
laststatus lastused lastusedat lastuseddate latest latin1 launch launchconfiguration launchconfigurationname
launchconfigurations launchedfrom launchtemplate launchtemplatedata launchtemplateid launchtemplatename
launchtemplatespecification launchtemplateversions launchwizard layer layers lc ld lead lease leases least leave
legacy less lex lib library licensemanager lifecycle lifetime light lightsail like limits lint linux list
listaccessentries listaccesskeys listaccountsforparent listaliases listassociatedaccesspolicies listbuckets
listclusters listcodeinterpreters listcontainerinstances listdeploymentgroups listdevendpoints listfunctions
listgrants listinstances listjobs listkeys listmfadevices listnodegroups listnotebookinstances
listopenidconnectproviders listorganizationalunitsforparent listpodidentityassociations listpolicies
listpoliciesfortarget listprojects listqueues listroots listsamlproviders listsecrets listservices liststacksets
liststatemachines listtables listtagsofresource listtaskdefinitions listtasks listtopics listtrustanchors literal
lived load loadbalancer loadbalancersourceranges local localsubjectaccessreviews locationconstraint lock lockbranch
log logic login loginprofile logs long lookoutequipment lookoutmetrics lookoutvision lookup loose lost low lt m2
machine machinelearning macie macie2 macos main maintain maintainer maintainers make makes manage managed
managedblockchain management managementaccountid manager managing manifest manifests map mapaccounts mapped mapping
maproles mapusers marked master masteraccountid masters masterusersecret matches matchexpressions matchlabels matrix
may maybe mcr md me mediaconvert medialive mediapackage mediastore medium member memberof members membership memory
memorydb menu merge merges message metadata metadataoptions metrics mfa mfadevices mgn mi migrationhub
migrationhubstrategy mint minutes mirror missing mixedinstancespolicy mobiletargeting mode models modifydbcluster
modifydbinstance modifyinstanceattribute modifylaunchtemplate modprobe module modules monitoring mountpath mounts
movable mq multifactorauthage multifactorauthpresent must mutability mutable mutating mutatingadmissionpolicies
mutatingadmissionpolicybindings mutatingwebhookconfiguration mutatingwebhookconfigurations mvn mx name names
namespace namespaces namewithowner nat needed needs negated net network networking networkmanager networkmode
networkmonitor networkpolicies networkpolicy networks never new nexttoken nistp256 nistp384 nistp521 no nobody node
nodeaffinity nodeclient nodegroup nodegrouparn nodegroupname nodegroups nodejs nodename nodeport nodeproperties
noderangeproperties noderole nodes nodeselector none nonprod nonresourceurl nonresourceurls north northeast
northwest not notaction notebook notebookinstancearn notebookinstancename notebookinstances notebookinstancestatus
notifications notin notipaddress notprincipal notresource npm nsenter null number numeric numericequals
numericgreaterthan numericgreaterthanequals numericlessthan numericlessthanequals numericnotequals oam oaud oauth
object objectownership objects observation ocsf of oid oidc ok okp old omics on once one online only open opengraph
openid openidconnectproviderlist opensearch openssh operation operations operator operators opsworks opt
optimization optimizer optional options or ordered org organization organizationadmin organizationalunits
organizations organizing orgrole orgs orgsecret osis other ou outcome outposts output outputs outside outsider over
overview overwritten own owner ownerid ownerreferences owners ownershipcontrols package packages pages pam parallel
parameter parameters parentteam parser part partial parts pass passed passedtoservice passphrase passrole passwd
password passwordlastused passwords pat patch path paths pattern pca pci pcx pdf peering pem pen pending per perform
period permission permissionboundary permissions permissionsboundary permissionsboundaryarn permissionsetsconcept
persistent persistentvolume persistentvolumeclaim persistentvolumeclaims persistentvolumes personal
personalaccesstoken personalize phase phi pii pingstatus pinning pinpoint pip pipeline pipelines pipes pki placement
plan plans plural pnpm pod poddisruptionbudgets podidentity podman pods podselector pointer policies policy
policyarn policydocument policyname policysummary policytext policytypes policyversionlist polly port portal
portforward ports power pr practices prefernoschedule prefix preload preprod present prevent preventing previous
principal principalaccount principalarn principalisawsservice principalorgid principalorgmasteraccountid
principalorgpaths principalservicename principalservicenameslist principalset principaltag principaltype printable
priorityclasses private privilege privileged privileges probe problem proc process processes processing prod
production profile progress project projected projects proof properties protected protection proto protopayload
provider providerid providers provisioner proxier proxy ptrace public publicaccessblock
publicaccessblockconfiguration publiclyaccessible publish publisher pull purgequeue push pushallowances
pushprotectedbranch put putbucketacl putbucketpolicy putgrouppolicy putimage putinlinepolicytopermissionset putitem
putkeypolicy putobject putparameter putpipelinedefinition putresourcepolicy putrolepermissionsboundary putrolepolicy
putsecretvalue putuserpermissionsboundary putuserpolicy pv pvc pwn pwsh py pypi python python3 qa qbusiness qldb
quantifier quarantine quay query queue queuearn queueurls quicksight ram raw rb rbac rbin rcall rcp rds read
readonly ready receivemessage recent recognised redacted redshift redshiftserverless reduced ref reference
references referer refresh refs refused region regions registerapplicationrevision registry rekognition relabel
relation relationends relations release remove removeuserfromgroup repair replace replaceall
replaceiaminstanceprofileassociation replicas replicaset replicasets replication replicationcontroller
replicationcontrollers replicator repo reporole repos reposecret repositories repository repositoryarn
repositoryname repositoryrole repositorys repositoryuri repositoryuuid request requestedregion requests
requestspotinstances requesttag required requiredapprovingreviewcount requires requiresapprovingreviews
requiresstatuschecks reservations reserved resiliencehub resource resourceaccount resourcearn
resourcecontrolpolicies resourceexplorer resourcenames resourceorgid resourceorgpaths resourcepolicy resourcequota
resourcequotas resources resourcesvpcconfig resourcetag responsible restartpolicy restricted restrictions
restrictionscanpush restrictpublicbuckets restrictspushes retiregrant reusable reveal reverse review reviewer
reviewers reviews revoke rewritten risk robomaker role rolearn rolebinding rolebindings roledetaillist roleid
rolelastused rolename rolepolicylist roleref roles rolesanywhere rollback root roots rotated rotation
rotationenabled round route route53 route53domains rsa rtb ruby rule rules ruleset rulesets rum run runasnonroot
runasuser runinstances runner runners running runs runstatement runtime runtimeclasses runtimeclassname s3 s3control
sa safe sagemaker saml samlproviderlist sandbox sarif save savingsplans says sbin scale scaling scan scenarios
schedule schedulekeydeletion scheduler scheduling schemas scope scp script scroll sdb secret secretarn secretenv
secretid secretkeyref secretlist secretname secretref secrets secretsmanager secure securestring securetransport
security securitycontext securityhub securitylab securitylake sed seen selected selection selector self
selfnodeclient selfsubjectaccessreviews selfsubjectreviews selfsubjectrulesreviews selinux send sendcommand
sendmessage sendserialconsolesshpublickey sendsshpublickey sensitive sensitivity server serverless serverlessrepo
servers serversideencryptionconfiguration service serviceaccount serviceaccountkeyname serviceaccountname
serviceaccounts servicearn servicecatalog servicecidrs servicecontrolpolicies servicediscovery servicename
servicenamespace servicequotas servicerole services serviceslastaccessed serving ses session sessionname
sessionnames sessionpolicies sessions set setdefaultpolicyversion setidentitypoolroles setqueueattributes
setrepositorypolicy settings settopicattributes setup several sg sh sha sha1 sha256 share shared
shareprocessnamespace shell shield short sid sidecar sign signer signername signers signin signing signingrequests
silent simspaceweaver singlesignon skipped slug sms snap snapshot snapshots snowball sns so sock socket some source
sourceaccount sourcearn sourceconfiguration sourceidentity sourceinstancearn sourceip sourceorgid sourceorgpaths
sourceowner sources sourcevpc sourcevpcarn sourcevpce south southeast southwest spec specs spool spot spotfleet
sqlworkbench sqs squad ssedescription ssh ssm ssmcontacts ssmincidents ssmmessages sso stack stackid stackname
stacks stackstatus stage staging standard standards start startautomationexecution startbuild startbuildbatch
startcodeinterpretersession startexecution startjobrun startsession startswith state statefulset statefulsets
statemachine statemachinearn statement states status statuses steal step steps stop stopped storage storageclasses
storagegateway storageversions stored strategy stream string stringequals stringequalsignorecase stringlike
stringnotequals stringnotequalsignorecase stringnotlike sts stuck sub subject subjectaccessreviews subjectids
subjects submitjob subnet subnets subpath subpathexpr subresource subscribe subscriptions succeeded success such
sudo sudoers sumerian summarymap supplier supplies supply support suspended svc swf switch syntax synthetics sys
system systemd table tablearn tablename tablenames tablestatus tag tagkey tagkeys taglist tags tagsession tagset
tagvalue taints take takes tar target targetgroup targetkeyid targetport targetref targetrolearn task taskarn
taskdefinition taskdefinitionarn taskproperties taskrolearn tasks tcp team teamrole teams techniques temp template
templates tenant terminal terminated terraform terragrunt test testing tests text textract tf tfstate tfvars tgw tgz
than that the theme then there third this throttled thumbprintlist tid tier time timeout timer timestream title tnb
to token tokenfile tokengrants tokenissuetime tokenrequest tokenreviews tokens tokensecret tolerations toml top topic topicarn
topics tos totalcount trace tracking transcribe transfer translate tree trigger triggering true trunk trust
trustedadvisor trustpath trustpatherror trustpathquarantine trusts ts ttl txt type typename types uat ubuntu udp
uevent uid uk unauthenticated undefined understanding unguarded unique unknown unknowncontext unmodifiable unnamed
unpinned unreadable unrecognised unseen unsettled unsupported unused update updateassumerolepolicy
updateclusterconfig updated updatedevendpoint updatefunctioncode updatefunctionconfiguration updateitem updatejob
updateloginprofile updateproject updatesecret updateservice updatestack updatestackset updatestatemachine updating
upload uploadlayerpart uri url us use used user useragent useragents userarn userdetaillist userguide userid
username userpolicylist users uses using usr utf8 v1 v20180820 v3 validate validating validatingadmissionpolicies
validatingadmissionpolicy validatingadmissionpolicybinding validatingadmissionpolicybindings
validatingwebhookconfiguration validatingwebhookconfigurations value valuefrom values var variable variables vars
vault vcs verb verbs verdict verifiedpermissions version versionid versionnumber via viaawsservice viaservice view
viewer visibility visualstudio vol volume volumeattachments volumemounts volumes vpc vpclattice vpcs vpcsourceip vs
vstoken waf wafv2 wait warning was watch web webhook webhooks well wellarchitected west wget when where which who
whole whose wide wif wildcard will willing window windows windowsoptions with within without witness work workdocs
workflow workflows working worklink workload workloads workmail workspace workspaces would write writer writing ws
www x509 x64 x86 xray yaml yarn yes yet yml your zip zone zones
`;

/** Programs whose files are imported, and what their records are called by the importers. */
const PROGRAMS = `
attack bloodhound combined compromised discloses displayname elements exposure finding findings gitleaks icekube isownedobject istierzero istraversable
kubehound label labels line objectid opengraph police policyresults rbac recognised rego relationship sarif scanner
serviceaccounts severity shortname told traversable trufflehog verified violations
`;

/** Documents name them by ids of their own: words of these ids are kept as well. */
const KINDS = [...ENTITY_KIND_NAMES, ...RELATION_KIND_NAMES, ...SOURCE_KIND_NAMES];

/** Of keys: what they are for, whose they are, in which state, and under what an answer names them. */
const OF_KEYS = `
agreement customer decrypt decrypts disabled encrypt encryption generate mac multiregion pendingdeletion pendingimport
pendingreplicadeletion sign symmetric symmetricdefault unavailable updating verify
`;

export const PUBLIC_WORDS: ReadonlySet<string> = new Set(
  [VOCABULARY, PROGRAMS, OF_KEYS, ...KINDS].flatMap((text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []),
);

/** How the names of API actions begin. */
const VERBS = `
Abort Accept Access Acquire Activate Add Admin Advertise Allocate Allow Apply Approve Assign Associate Assume Attach Authorize
Batch Begin Bulk Bundle Bypass Call Cancel Change Chat Check Claim Clear Clone Close Command Complete Compose Config Confirm
Connect Consume Contact Convert Copy Count Create Data Deactivate Decode Decrypt Define Delegate Delete Delivery Deploy
Deprecate Deregister Derive Describe Detach Detect Disable Disassociate Discover Dispatch Dispose Download Edit Eject Enable
Encrypt Enter Estimate Evaluate Execute Exit Export Fail Fetch Filter Finalize Find Flush Forgot Generate Get Global Grant
Head Import Index Infer Initialize Initiate Inspect Instance Invalidate Invoke Issue Join Kill Label Launch Leave Link List
Load Lock Lookup Manage Mark Merge Meter Migrate Modify Monitor Move Notify Observe Open Opt Optimize Override Pass Pause
Peer Ping Place Poll Post Preview Promote Provide Provision Publish Purchase Purge Push Put Query Read Rebalance Reboot
Rebuild Receive Record Redact Refresh Register Reject Release Remove Rename Renew Reorder Replace Replicate Report Request
Resend Reserve Reset Resize Resolve Respond Restart Restore Resume Resync Retire Retrieve Retry Return Reveal Revoke Roll
Rotate Run Scale Scan Schedule Search Select Send Set Share Sign Signal Simulate Skip Split Start Stop Stream Submit Subscribe
Suspend Swap Switch Synchronize Tag Terminate Test Toggle Trace Track Transfer Trigger Unassign Undeploy Unlabel Unlink Unlock
Unmonitor Unpeer Unshare Unsubscribe Untag Update Upgrade Upload Use Validate Verify View Wait Withdraw Write
Abandon
`;
export const ACTION_VERBS: ReadonlySet<string> = new Set(VERBS.match(/[A-Za-z]+/g) ?? []);
