import { addMeasuredSnapshots } from './add-measured-snapshots.ts';
import { ask } from './ask.ts';
import { closeCaseCommand } from './close-case.ts';
import { collectAws } from './collect-aws.ts';
import type { Command } from './command.ts';
import { copyAnswerJson } from './copy-answer-json.ts';
import { copyAnswerMarkdown } from './copy-answer-markdown.ts';
import { copyAnswerText } from './copy-answer-text.ts';
import { copyChosenJson } from './copy-chosen-json.ts';
import { copyChosenMarkdown } from './copy-chosen-markdown.ts';
import { copyChosenText } from './copy-chosen-text.ts';
import { copyFinding } from './copy-finding.ts';
import { copyFindingJson } from './copy-finding-json.ts';
import { copyFindingMarkdown } from './copy-finding-markdown.ts';
import { copyMeasuresCommand } from './copy-measures.ts';
import { createSample } from './create-sample.ts';
import { drillNext } from './drill-next.ts';
import { entityBehaviour } from './entity-behaviour.ts';
import { entityCopyId } from './entity-copy-id.ts';
import { entityExposure } from './entity-exposure.ts';
import { entityHide } from './entity-hide.ts';
import { entityPin } from './entity-pin.ts';
import { entityReaches } from './entity-reaches.ts';
import { entityReachesNewTab } from './entity-reaches-new-tab.ts';
import { entityShortest } from './entity-shortest.ts';
import { entityTarget } from './entity-target.ts';
import { entityUnpin } from './entity-unpin.ts';
import { entityWhyNot } from './entity-why-not.ts';
import { exceptEntity } from './except-entity.ts';
import { exceptFinding } from './except-finding.ts';
import { exceptPath } from './except-path.ts';
import { exportDrawingPng } from './export-drawing-png.ts';
import { exportDrawingSvg } from './export-drawing-svg.ts';
import { exportDriftCsv } from './export-drift-csv.ts';
import { exportDriftHtml } from './export-drift-html.ts';
import { exportDriftMarkdown } from './export-drift-markdown.ts';
import { exportEvidence } from './export-evidence.ts';
import { exportFindingsCsv } from './export-findings-csv.ts';
import { exportFindingsOcsf } from './export-findings-ocsf.ts';
import { exportFindingsSarif } from './export-findings-sarif.ts';
import { exportInventoryCsv } from './export-inventory.ts';
import { exportInventoryYaml } from './export-inventory-yaml.ts';
import { exportTableCsv } from './export-table-csv.ts';
import { findCut } from './find-cut.ts';
import { goBackCommand } from './go-back.ts';
import { goCase } from './go-case.ts';
import { goCollect } from './go-collect.ts';
import { goCompare } from './go-compare.ts';
import { goCoverage } from './go-coverage.ts';
import { goEvidence } from './go-evidence.ts';
import { goFindings } from './go-findings.ts';
import { goForwardCommand } from './go-forward.ts';
import { goIdentities } from './go-identities.ts';
import { goInvestigate } from './go-investigate.ts';
import { goProgramme } from './go-programme.ts';
import { goStart } from './go-start.ts';
import { goWhatIf } from './go-whatif.ts';
import { hopDisable } from './hop-disable.ts';
import { hopDisableOne } from './hop-disable-one.ts';
import { hopsEnable } from './hops-enable.ts';
import { importInventory } from './import-inventory.ts';
import { keepQuestionCommand } from './keep-question.ts';
import { makeGuardrailsCommand } from './make-guardrails.ts';
import { markChosen } from './mark-chosen.ts';
import { markCompromised } from './mark-compromised.ts';
import { markCrownJewel } from './mark-crown-jewel.ts';
import { namesToggle } from './names-toggle.ts';
import { newCaseCommand } from './new-case.ts';
import { openCaseCommand } from './open-case.ts';
import { openSnapshotCommand } from './open-snapshot.ts';
import { redactSnapshot } from './redact-snapshot.ts';
import { redo } from './redo.ts';
import { redoInCase } from './redo-in-case.ts';
import { saveMeasuresCsv } from './save-measures-csv.ts';
import { saveMeasuresMarkdown } from './save-measures-markdown.ts';
import { showBehaviour } from './show-behaviour.ts';
import { showBlastRadius } from './show-blast-radius.ts';
import { showContainment } from './show-containment.ts';
import { showDrift } from './show-drift.ts';
import { showDrills } from './show-drills.ts';
import { showGuardrails } from './show-guardrails.ts';
import { showHiddenCommand } from './show-hidden.ts';
import { showMachines } from './show-machines.ts';
import { showMeasures } from './show-measures.ts';
import { showPalette } from './show-palette.ts';
import { showPaths } from './show-paths.ts';
import { showShortcuts } from './show-shortcuts.ts';
import { tabClose } from './tab-close.ts';
import { tabNew } from './tab-new.ts';
import { tabNext } from './tab-next.ts';
import { tabPrevious } from './tab-previous.ts';
import { tabReopen } from './tab-reopen.ts';
import { themeDark } from './theme-dark.ts';
import { themeLight } from './theme-light.ts';
import { themeSystem } from './theme-system.ts';
import { undo } from './undo.ts';
import { undoInCase } from './undo-in-case.ts';
import { unpinAllCommand } from './unpin-all.ts';
import { verifyEvidence } from './verify-evidence.ts';
import { verifySnapshotCommand } from './verify-snapshot.ts';
import { whyNot } from './why-not.ts';
import { zoomFit } from './zoom-fit.ts';

/** Every command, in the order of the menus. */
export const COMMANDS: readonly Command[] = [
  tabNew,
  tabClose,
  tabReopen,
  openSnapshotCommand,
  newCaseCommand,
  openCaseCommand,
  closeCaseCommand,
  collectAws,
  createSample,
  exportEvidence,
  redactSnapshot,
  exportFindingsCsv,
  exportFindingsSarif,
  exportFindingsOcsf,
  exportInventoryCsv,
  exportInventoryYaml,
  importInventory,
  exportDriftHtml,
  exportDriftMarkdown,
  exportDriftCsv,
  addMeasuredSnapshots,
  saveMeasuresCsv,
  saveMeasuresMarkdown,
  verifyEvidence,
  verifySnapshotCommand,
  exportDrawingPng,
  exportDrawingSvg,
  exportTableCsv,
  undo,
  redo,
  hopDisable,
  hopDisableOne,
  hopsEnable,
  drillNext,
  copyAnswerText,
  copyAnswerMarkdown,
  copyAnswerJson,
  copyChosenText,
  copyChosenMarkdown,
  copyChosenJson,
  showPalette,
  showPaths,
  showBlastRadius,
  showContainment,
  findCut,
  makeGuardrailsCommand,
  zoomFit,
  namesToggle,
  entityHide,
  showHiddenCommand,
  entityPin,
  entityUnpin,
  unpinAllCommand,
  themeSystem,
  themeDark,
  themeLight,
  ask,
  whyNot,
  keepQuestionCommand,
  entityReaches,
  entityReachesNewTab,
  entityExposure,
  entityBehaviour,
  entityShortest,
  entityWhyNot,
  entityTarget,
  undoInCase,
  redoInCase,
  markChosen,
  markCrownJewel,
  markCompromised,
  exceptEntity,
  exceptFinding,
  exceptPath,
  entityCopyId,
  copyFinding,
  copyFindingMarkdown,
  copyFindingJson,
  copyMeasuresCommand,
  goBackCommand,
  goForwardCommand,
  tabNext,
  tabPrevious,
  goStart,
  goInvestigate,
  goIdentities,
  showMachines,
  goFindings,
  goWhatIf,
  goCompare,
  showDrift,
  goCase,
  goProgramme,
  showMeasures,
  showBehaviour,
  showDrills,
  showGuardrails,
  goCoverage,
  goEvidence,
  goCollect,
  showShortcuts,
];
