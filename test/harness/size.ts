/**
 * How large a test runs: `small` within minutes on two cores, `full` at the sizes that the project promises (`./tributary test --full`
 * sets TEST_SIZE=full).
 */
export function testSize(): 'small' | 'full' {
  return process.env['TEST_SIZE'] === 'full' ? 'full' : 'small';
}
