'use strict';

/** Thin kit for Busbar drivers written in JavaScript: one JSON object per line on stdin and stdout. */
module.exports = {
  ...require('./coerce'),
  ...require('./driver'),
  ...require('./failures'),
  ...require('./manifest'),
  ...require('./process'),
};
