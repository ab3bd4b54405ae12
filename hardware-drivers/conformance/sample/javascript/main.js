'use strict';

// One lamp without hardware: the driver that the conformance transcripts talk to.
const { Failure, argument, percent, run } = require('busbar-driver');
const { commands: catalog } = require('./sample.driver.json');

const LAMP = 'lamp-1';

function setup(driver) {
  let done = 0;
  const publish = (patch) => {
    done += 1;
    driver.state(LAMP, patch);
  };

  driver.command('turn_on', () => publish({ power: true }));
  driver.command('turn_off', () => publish({ power: false }));
  driver.command('set_brightness', async (call) => {
    const level = percent(argument(call.payload, 'brightness'), 'brightness');
    publish({ power: level > 0, brightness: level });
  });
  driver.command('report', async () => {
    driver.metrics(LAMP, [{ key: 'commands', value: done }]);
    driver.state(LAMP, { extras: { status: 'ok', error: null } });
  });
  driver.command('fail', async () => {
    throw new Failure('no luck');
  });

  const name = driver.properties.lampName;
  driver.discover({ id: LAMP, name, deviceType: 'light', tags: ['sample'], commandCatalog: catalog });
  driver.state(LAMP, { power: false, brightness: 0 });
}

if (require.main === module) run(__filename, setup);
