// Everything the page says, in two languages. Messages of codes come from the function's own table.

const en = {
  skip: 'Go to the check', sandbox: 'sandbox', language: 'Language',
  newCheck: 'New check', video: 'Video', samples: 'Samples',
  dropHere: 'Drop a video here, or choose one', dropLimits: 'MP4, AVI or FLV, up to 6 MiB',
  person: 'Person', personNote: 'All people are made up. Each one gets another answer.',
  type: 'Liveness type', typeShort: 'Type', key: 'Object key', go: 'Upload and check', going: 'Uploading …',
  saySILENT: 'Nothing to do in front of the camera.',
  sayLIP: 'Number to speak. The sandbox cannot hear: a number it issued counts as spoken.',
  sayACTION: 'Order of movements. The sandbox cannot see: an order it issued counts as done.',
  action1: 'open mouth', action2: 'close eyes', another: 'Another', notIssued: 'Not issued: ',
  uploadFailed: 'The upload failed: ', dropped: 'no answer',
  wrongSuffix: 'Only keys that end in .mp4, .avi or .flv are checked.',
  check: 'Check', nothingYet: 'Nothing selected', startHint: 'Upload a video, or choose one from the table.',
  checking: 'CHECKING', unchecked: 'NO VERDICT', uncheckedHint: 'No verdict is on this video yet.',
  checkingHint: 'The function is at it.',
  similarity: 'Similarity', threshold: 'Passes from {0}', noSimilarity: 'Not compared',
  timeline: 'Timeline', frames: 'Best frames', noFrames: 'None stored', frame: 'Best frame {0}',
  tags: 'Object tags', noTags: 'None', document: 'Result JSON', noDocument: 'None stored',
  queue: 'Retry queue', timer: 'Fire the timer', timerRuns: 'Running …', noRetries: 'Nothing waits.',
  timerDone: 'The timer ran.', timerFailed: 'The function answered {0}.',
  due: 'due now', dueIn: 'due in {0}', attempts: 'attempt {0}', nextAttempt: 'attempts so far: {0}',
  faults: 'What goes wrong', off: 'Off', once: 'Once', on: 'On',
  objects: 'All videos', noObjects: 'No videos yet.', verdict: 'Verdict', code: 'Code', size: 'Size', uploaded: 'Uploaded',
  lost: 'The sandbox does not answer. Trying again …',
  total: '{0} in all', charged: 'charged', running: 'running', failed: 'failed', noAnswer: 'no answer', later: '{0} later',
  groupMatch: 'Found and compared', groupIdentity: 'Wrong identity', groupCode: 'Every answer of the service',
  match: '{0} matches to {1} %', recovers: 'Service fault first, then matches', wrongName: 'Number and name of two people', unknown: 'Number nobody has',
  steps: {
    upload: 'Upload', event: 'Event', head: 'HEAD', 'tags-read': 'Tags read', tags: 'Tags written',
    claim: 'Claim', 'claim-read': 'Claim read', 'claim-removed': 'Claim released',
    recognition: 'LivenessRecognition', queue: 'Retry queued', 'queue-read': 'Retry read', 'queue-removed': 'Retry removed',
    result: 'Result written', 'result-read': 'Result read', 'result-removed': 'Result removed',
    frame: 'Best frame stored', 'frame-read': 'Best frame read', 'frame-removed': 'Best frame removed',
    timer: 'Timer', other: 'Other call',
  },
  advices: {
    none: '', 'new-video': 'Record a new video.', 'new-identity': 'Correct the name or the ID number.',
    'manual-review': 'A person has to look at this.', wait: 'It will be tried again by itself.', operator: 'The operator has to act.',
  },
  faultNames: {
    throttled: ['Too many checks', 'RequestLimitExceeded'], 'engine-down': ['Check service broken', '500 InternalError'],
    'slow-engine': ['Slow check', '3 s later'], 'lost-answer': ['Answer lost', 'charged, connection closed'],
    'broken-answer': ['Answer cut off', 'half an XML'], 'not-bound': ['Bucket not bound to CI', '403 AccessDenied'],
    'slow-down': ['COS too busy', '503 SlowDown'], 'tags-denied': ['No right to tag', '403 on PUT tagging'],
    'expired-token': ['Session token expired', '400 ExpiredToken'], 'clock-skew': ['Clocks disagree', '20 min ahead'],
  },
};

const zh = {
  skip: '跳到检测结果', sandbox: '沙箱', language: '语言',
  newCheck: '新的检测', video: '视频', samples: '示例视频',
  dropHere: '把视频拖到这里，或点击选择', dropLimits: 'MP4、AVI 或 FLV，不超过 6 MiB',
  person: '人员', personNote: '人员均为虚构，每个人对应一种检测结果。',
  type: '活体类型', typeShort: '类型', key: '对象键', go: '上传并检测', going: '正在上传……',
  saySILENT: '无需在镜头前做任何动作。',
  sayLIP: '请朗读的数字。沙箱听不到声音：由它签发的数字即视为已朗读。',
  sayACTION: '动作顺序。沙箱看不到画面：由它签发的顺序即视为已完成。',
  action1: '张嘴', action2: '闭眼', another: '换一个', notIssued: '未能签发：',
  uploadFailed: '上传失败：', dropped: '没有应答',
  wrongSuffix: '只有以 .mp4、.avi 或 .flv 结尾的对象键才会被检测。',
  check: '检测', nothingYet: '尚未选择', startHint: '上传一个视频，或从下表中选择一个。',
  checking: '检测中', unchecked: '无结论', uncheckedHint: '该视频还没有结论。',
  checkingHint: '函数正在处理。',
  similarity: '相似度', threshold: '达到 {0} 即通过', noSimilarity: '未比对',
  timeline: '时间线', frames: '最佳帧', noFrames: '未保存', frame: '最佳帧 {0}',
  tags: '对象标签', noTags: '无', document: '结果 JSON', noDocument: '未保存',
  queue: '重试队列', timer: '触发定时器', timerRuns: '运行中……', noRetries: '没有等待中的重试。',
  timerDone: '定时器已运行。', timerFailed: '函数应答 {0}。',
  due: '已到期', dueIn: '{0}后到期', nextAttempt: '已尝试 {0} 次',
  faults: '故障开关', off: '关', once: '一次', on: '开',
  objects: '全部视频', noObjects: '还没有视频。', verdict: '结论', code: '错误码', size: '大小', uploaded: '上传时间',
  lost: '沙箱没有应答，正在重试……',
  total: '共 {0}', charged: '计费', running: '进行中', failed: '失败', noAnswer: '没有应答', later: '{0}之后',
  groupMatch: '可查到并比对', groupIdentity: '身份有误', groupCode: '服务的每一种应答',
  match: '{0}，相似度 {1}%', recovers: '先遇到服务故障，之后通过', wrongName: '号码与姓名不属于同一人', unknown: '号码查无此人',
  steps: {
    upload: '上传', event: '事件', head: 'HEAD', 'tags-read': '读取标签', tags: '写入标签',
    claim: '占用', 'claim-read': '读取占用', 'claim-removed': '释放占用',
    recognition: 'LivenessRecognition', queue: '加入重试队列', 'queue-read': '读取重试', 'queue-removed': '移除重试',
    result: '写入结果', 'result-read': '读取结果', 'result-removed': '删除结果',
    frame: '保存最佳帧', 'frame-read': '读取最佳帧', 'frame-removed': '删除最佳帧',
    timer: '定时器', other: '其他调用',
  },
  advices: {
    none: '', 'new-video': '请重新录制视频。', 'new-identity': '请更正姓名或身份证号。',
    'manual-review': '需要人工审核。', wait: '稍后会自动重试。', operator: '需要运维人员处理。',
  },
  faultNames: {
    throttled: ['检测请求过多', 'RequestLimitExceeded'], 'engine-down': ['检测服务故障', '500 InternalError'],
    'slow-engine': ['检测缓慢', '延迟 3 秒'], 'lost-answer': ['应答丢失', '已计费，连接断开'],
    'broken-answer': ['应答被截断', '只有半个 XML'], 'not-bound': ['存储桶未绑定 CI', '403 AccessDenied'],
    'slow-down': ['COS 繁忙', '503 SlowDown'], 'tags-denied': ['无权写标签', 'PUT tagging 返回 403'],
    'expired-token': ['临时密钥过期', '400 ExpiredToken'], 'clock-skew': ['时钟不一致', '快 20 分钟'],
  },
};

const STORED = 'cos-liveness-language';
const wanted = remembered() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
export let language = wanted === 'zh' ? 'zh' : 'en';

function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // storage may be forbidden; then the browser's language is good enough
  }
}

export function speak(chosen) {
  language = chosen;
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // see remembered()
  }
}

export function t(name, ...values) {
  const texts = language === 'zh' ? zh : en;
  const text = name.split('.').reduce((at, part) => at?.[part], texts) ?? name;
  return Array.isArray(text) ? text : text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/** A word of one of the lists, by a name that may hold dots. */
export function word(list, name) {
  return (language === 'zh' ? zh : en)[list][name] ?? name;
}

/** Fills in what the page says without being asked. */
export function translatePage() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = 'cos-liveness ' + t('sandbox');
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
}

export function duration(millis) {
  if (millis > 0 && millis < 1) {
    return millis.toFixed(1) + ' ms';
  } else if (millis < 1000) {
    return Math.round(millis) + ' ms';
  } else if (millis < 60_000) {
    return (millis / 1000).toFixed(1) + ' s';
  } else if (millis < 5_400_000) {
    return Math.round(millis / 60_000) + ' min';
  }
  return (millis / 3_600_000).toFixed(1) + ' h';
}

export function size(bytes) {
  return bytes < 1024 ? bytes + ' B' : bytes < 1048576 ? (bytes / 1024).toFixed(1) + ' KiB' : (bytes / 1048576).toFixed(1) + ' MiB';
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-GB');
}
