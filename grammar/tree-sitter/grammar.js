// Written from kenal.ebnf, and kept equal to it by the tests; change that file instead.

// Words may be written in capitals too, and are names wherever the grammar wants a name.
const word = text =>
  alias(new RegExp([...text].map(letter => `[${letter}${letter.toUpperCase()}]`).join('')), text);

module.exports = grammar({
  name: 'kenal',
  word: $ => $.name,
  extras: $ => [/\s/, $.comment],
  rules: {
    source_file: $ => repeat(choice($.statement, ';')),

    statement: $ => prec.right(choice($.select, $.refinement, $.back, $.segment, $.define, $.drop, $.set,
      $.describe, $.explain, $.sql, $.run, $.save, $.queries, $.add, $.update, $.remove, $.undo,
      $.merge, $.import, $.snapshot, $.diff, $.table, $.new_column, $.why, $.card, $.contrast,
      $.forget)),

    select: $ => prec.right(seq(word('select'), $.query)),

    query: $ => prec.right(seq($.name, optional($.as_of), repeat($._clause))),

    as_of: $ => prec.right(seq(word('as'), word('of'), $._sum)),

    refinement: $ => prec.right(repeat1($._clause)),

    back: $ => prec.right(word('back')),

    segment: $ => prec.right(seq(word('segment'), $.name, optional(seq('=', $.query)))),

    define: $ => prec.right(seq(word('define'), $.dotted, optional(seq('(', $.parameter, repeat(seq(',',
      $.parameter)), ')')), optional(seq(word('on'), $.name)), '=', $.expression)),

    parameter: $ => prec.right(seq($.name, optional(seq('=', $.expression)))),

    drop: $ => prec.right(seq(word('drop'), $.dotted)),

    set: $ => prec.right(seq(word('set'), $.name, '=', $.expression)),

    describe: $ => prec.right(seq(word('describe'), optional($.dotted))),

    explain: $ => prec.right(seq(word('explain'), $.select)),

    sql: $ => prec.right(seq(word('sql'), $.select, optional(seq(word('for'), $.name)))),

    run: $ => prec.right(seq(word('run'), choice($.text, $.name), optional(seq($.argument,
      repeat(seq(',', $.argument)))))),

    argument: $ => prec.right(seq($.name, '=', $.expression)),

    why: $ => prec.right(seq(word('why'), $.key, word('in'), $.name)),

    card: $ => prec.right(seq(word('card'), $.key)),

    contrast: $ => prec.right(seq(word('contrast'), $.name, optional(seq(word('with'), $.name)))),

    save: $ => prec.right(seq(word('save'), $.name)),

    queries: $ => prec.right(word('queries')),

    dotted: $ => prec.right(seq($.name, repeat(seq('.', $.name)))),

    add: $ => prec.right(seq(word('add'), $.name, optional($.for), $.assignment, repeat(seq(',',
      $.assignment)))),

    update: $ => prec.right(seq(word('update'), $.name, $.rows, word('set'), $.assignment,
      repeat(seq(',', $.assignment)))),

    remove: $ => prec.right(seq(word('remove'), $.name, $.rows)),

    rows: $ => prec.right(choice(seq($.for, optional($.where)), $.where)),

    for: $ => prec.right(seq(word('for'), $.key)),

    key: $ => prec.right(choice($.text, $.bare_key)),

    undo: $ => prec.right(word('undo')),

    forget: $ => prec.right(seq(word('forget'), $.key)),

    merge: $ => prec.right(seq(word('merge'), $.key, word('into'), $.key)),

    import: $ => prec.right(seq(word('import'), choice($.text, seq($.name, word('from'), word('sqlite'),
      $.text)), optional(seq(word('as'), $.dotted)), optional(seq(word('map'), '(', $.mapping,
      repeat(seq(',', $.mapping)), ')')), optional(seq(word('matching'), $.name, repeat(seq(',',
      $.name)))), optional(seq(word('blanks'), word('overwrite'))))),

    mapping: $ => prec.right(seq(choice($.text, $.name), '=', $.dotted, optional(seq(word('as'),
      $.text)))),

    snapshot: $ => prec.right(seq(word('snapshot'), $.name)),

    diff: $ => prec.right(seq(word('diff'), $.name, optional(seq(word('since'), $._sum)))),

    new_column: $ => prec.right(seq(word('column'), $.name, '.', $.name, choice($.column_type,
      $.reference))),

    table: $ => prec.right(seq(word('table'), $.name, repeat($.table_option), optional(seq('(', $.column,
      repeat(seq(',', $.column)), ')')))),

    table_option: $ => prec.right(choice(seq(word('of'), $.name), seq(word('from'), $.text),
      word('fixed'), seq(word('skip'), $.lines), word('distinct'), seq(word('join'), $.text,
      word('on'), $.name))),

    column: $ => prec.right(seq($.name, optional(choice($.column_type, $.reference)),
      repeat($.column_option))),

    column_type: $ => prec.right(choice(word('text'), word('whole'), word('number'), word('money'),
      word('percent'), word('date'), word('time'), word('truth'), word('set'))),

    reference: $ => prec.right(seq(choice('->', '→'), $.name)),

    column_option: $ => prec.right(choice(word('key'), word('event'), seq(word('from'), choice($.text,
      $.name)), seq(word('at'), $.places), seq(word('as'), $.text))),

    places: $ => prec.right(seq($.whole, optional(seq('..', $.whole)))),

    lines: $ => prec.right($.whole),

    _clause: $ => prec.right(choice($.where, $.with, $.show, $.group, $.order, $.limit, $.top, $.sample,
      $.split, $.funnel, $.pivot, $.compare, $.cohort, $.chart, $.compose, $.export)),

    where: $ => prec.right(seq(word('where'), $.expression)),

    with: $ => prec.right(seq(word('with'), $.assignment, repeat(seq(',', $.assignment)))),

    assignment: $ => prec.right(seq($.name, '=', $.expression)),

    show: $ => prec.right(seq(word('show'), choice(seq($.show_item, repeat(seq(',', $.show_item)),
      optional(seq(',', $.all_except))), $.all_except))),

    show_item: $ => prec.right(choice('*', $.named_item)),

    all_except: $ => prec.right(seq('*', word('except'), $.name, repeat(seq(',', $.name)))),

    named_item: $ => prec.right(seq($.expression, optional(seq(word('as'), $.name)))),

    group: $ => prec.right(seq(word('group'), word('by'), $.named_item, repeat(seq(',', $.named_item)),
      optional($.show))),

    order: $ => prec.right(seq(word('order'), word('by'), $.order_key, repeat(seq(',', $.order_key)))),

    order_key: $ => prec.right(seq($.expression, optional(choice(word('asc'), word('desc'))))),

    limit: $ => prec.right(seq(word('limit'), $._count, optional(seq(word('offset'), $._count)))),

    sample: $ => prec.right(seq(word('sample'), $._count, optional(seq(word('seed'), $._count)))),

    top: $ => prec.right(seq(choice(word('top'), word('bottom')), choice($.percent, seq($._count,
      optional('%'))), optional(seq(word('per'), $.expression)), word('by'), $.expression)),

    pivot: $ => prec.right(seq(word('pivot'), $.expression)),

    compare: $ => prec.right(seq(word('compare'), word('to'), word('previous'), $.period_name)),

    cohort: $ => prec.right(seq(word('cohort'), $.expression, word('by'), $.period_name,
      optional(seq(word('on'), $.name)), optional(seq(word('for'), choice($.duration,
      $.bare_parameter))), optional(seq(word('show'), $.expression)))),

    period_name: $ => prec.right(choice(word('day'), word('week'), word('month'), word('quarter'),
      word('year'))),

    split: $ => prec.right(seq(word('split'), $._count, repeat1(seq('/', $._count)),
      optional(seq(word('seed'), $._count)))),

    _count: $ => prec.right(choice($.whole, $.bare_parameter)),

    funnel: $ => prec.right(seq(word('funnel'), choice(seq(optional(word('strictly')),
      optional(seq(word('within'), $.length)), $.stage, repeat(seq(word('then'), $.stage))),
      seq(word('in'), word('any'), word('order'), optional(seq(word('within'), $.length)), $.stage,
      repeat(seq(',', $.stage)))))),

    stage: $ => prec.right(seq($.step, optional(seq(word('as'), $.name)))),

    chart: $ => prec.right(seq(word('chart'), optional($.name), optional(seq(word('of'),
      $.expression)))),

    compose: $ => prec.right(seq(word('compose'), $.text, optional(seq(word('into'), $.text,
      optional(word('force')))))),

    export: $ => prec.right(seq(word('export'), $.text, optional(seq(word('as'), $.name)),
      optional(word('masked')), optional(seq(word('for'), $.name)), optional(choice(seq(word('raw'),
      optional(word('force'))), seq(word('force'), optional(word('raw'))))))),

    expression: $ => prec.right(seq($._conjunction, repeat(seq(word('or'), $._conjunction)))),

    _conjunction: $ => prec.right(seq($._negation, repeat(seq(word('and'), $._negation)))),

    _negation: $ => prec.right(choice(seq(word('not'), $._negation), $.comparison)),

    comparison: $ => prec.right(choice(seq(word('in'), $.member), seq(choice(word('entered'),
      word('left')), $.name, word('in'), choice($.range, $.name)), seq($._fallback,
      optional($.predicate)))),

    predicate: $ => prec.right(choice(seq($.comparator, $._fallback), seq(optional(word('not')),
      word('in'), choice($.list, $.file, $.range, $.member)), seq(word('matches'), choice($.pattern,
      $.bare_parameter, $.name)), seq(word('is'), optional(word('not')), choice(word('missing'),
      word('known'))), seq(word('has'), choice(seq(choice(word('any'), word('all')), $.list),
      $._fallback)))),

    comparator: $ => prec.right(choice('=', '==', '!=', '<', '<=', '>', '>=', word('contains'),
      seq(word('starts'), word('with')), seq(word('ends'), word('with')), word('resembles'))),

    file: $ => prec.right(seq(word('file'), $.text)),

    member: $ => prec.right(seq($.name, optional(choice($.as_of, seq(word('recorded'), $._sum))))),

    _fallback: $ => prec.right(seq($._joined, repeat(seq(word('otherwise'), $._joined)))),

    _joined: $ => prec.right(seq($._sum, repeat(seq('&', $._sum)))),

    _sum: $ => prec.right(seq($._product, repeat(seq(choice('+', '-'), $._product)))),

    _product: $ => prec.right(seq($._signed, repeat(seq(choice('*', '/', '%'), $._signed)))),

    _signed: $ => prec.right(choice(seq('-', $._signed), $._operand)),

    _operand: $ => prec.right(choice($.literal, $.bare_parameter, $.journey, $.path, seq('(',
      $.expression, ')'))),

    path: $ => prec.right(seq($.dotted, optional($.arguments), repeat(seq('.', $.name)))),

    arguments: $ => prec.right(seq('(', optional(seq($.expression, repeat(seq(',', $.expression)),
      optional(seq(word('per'), $.expression, repeat(seq(',', $.expression)))),
      optional(seq(word('during'), choice($.range, $.name))), optional(seq(word('where'),
      $.expression)))), ')')),

    list: $ => prec.right(seq('(', $.expression, repeat(seq(',', $.expression)), ')')),

    journey: $ => prec.right(seq(word('journey'), '(', $.step, repeat(seq(word('then'), $.step)), ')')),

    step: $ => prec.right(choice($.bare_step, seq('(', $.bare_step, ')'))),

    bare_step: $ => prec.right(seq(optional(word('no')), $.dotted, optional(seq(word('during'),
      choice($.range, $.name))), optional(seq(word('where'), $.expression)),
      optional(seq(word('within'), $.length)))),

    length: $ => prec.right(choice($.duration, $.bare_parameter, $.name)),

    range: $ => prec.right(choice($.window, $.period, seq($._sum, '..', optional(seq($._sum,
      optional(word('ago'))))), seq('..', $._sum), $._moment)),

    window: $ => prec.right(seq(choice(word('last'), word('next')), $.length)),

    period: $ => prec.right(seq(choice(word('this'), word('previous'), word('next')), $.period_name)),

    _moment: $ => prec.right(choice($.month, $.whole, $.date, $.bare_parameter, word('today'))),

    literal: $ => prec.right(choice($.text, $.whole, $.number, $.money, $.percent, $.date, $.time,
      $.month, $.duration, word('true'), word('false'), word('today'), word('now'))),

    money: $ => prec.right(seq(choice($.whole, $.number), $.currency)),

    name: $ => token(/[\p{L}_](([\p{L}_]|[0-9])*)|`([^\u0060\u0000-\u001F\u007F-\u009F]+)`/),

    bare_key: $ => token(/([\p{L}_]|[0-9]|\+)([^\u003B\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028-\u202F\u205F\u2066-\u2069\u3000\uFEFF]*)/),

    bare_parameter: $ => token(/\$[\p{L}_](([\p{L}_]|[0-9])*)/),

    text: $ => token(/"(([^\u0022\u005C\u0000-\u001F\u007F-\u009F]|\\"|\\\\|\\n|(\\u\{)([0-9A-Fa-f]+)\})*)"|“(([^\u201D\u005C\u0000-\u001F\u007F-\u009F]|\\"|\\\\|\\n|(\\u\{)([0-9A-Fa-f]+)\})*)”/),

    pattern: $ => token(/"(([^\u0022\u005C\u0000-\u001F\u007F-\u009F]|\\[^\u0000-\u001F\u007F-\u009F])*)"|“(([^\u201D\u005C\u0000-\u001F\u007F-\u009F]|\\[^\u0000-\u001F\u007F-\u009F])*)”/),

    whole: $ => token(/([0-9]+)((_([0-9]+))*)/),

    number: $ => token(/(([0-9]+)((_([0-9]+))*))\.(([0-9]+)((_([0-9]+))*))(([eE]([\u002B\u002D]?)([0-9]+))?)|(([0-9]+)((_([0-9]+))*))([eE]([\u002B\u002D]?)([0-9]+))/),

    percent: $ => token(/(([0-9]+)((_([0-9]+))*)|(([0-9]+)((_([0-9]+))*))\.(([0-9]+)((_([0-9]+))*))(([eE]([\u002B\u002D]?)([0-9]+))?)|(([0-9]+)((_([0-9]+))*))([eE]([\u002B\u002D]?)([0-9]+)))%/),

    currency: $ => token(/[A-Z][A-Z][A-Z]/),

    date: $ => token(/([0-9][0-9][0-9][0-9])\-(0[1-9]|1[0-2])\-(0[1-9]|[12][0-9]|3[01])/),

    month: $ => token(/([0-9][0-9][0-9][0-9])\-(0[1-9]|1[0-2])/),

    time: $ => token(/(([0-9][0-9][0-9][0-9])\-(0[1-9]|1[0-2])\-(0[1-9]|[12][0-9]|3[01]))T([01][0-9]|2[0-3]):([0-5][0-9])((:([0-5][0-9])((\.([0-9]+))?))?)/),

    duration: $ => token(/((([0-9]+)((_([0-9]+))*))(d|w|mo|q|y|h|min))+/),

    comment: $ => token(/(\-\-)([^\u000A]*)/),
  },
});
