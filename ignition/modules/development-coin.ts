import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'

/** Play money that stands in for the stablecoin on the development chain 31337, and nowhere else. */
export default buildModule('DevelopmentCoin', (m) => ({ stablecoin: m.contract('DevStablecoin') }))
