import type { HardhatPlugin } from 'hardhat/types/plugins'

/**
 * Has all tests in Solidity compiled in one go. Hardhat compiles together what has the very same settings object, and makes one
 * for each overridden file: so each file would have the compiler read and build again what all of them share.
 */
export const oneTestBuild: HardhatPlugin = {
  id: 'one-test-build',
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (userConfig, resolveVariable, next) => {
          const config = await next(userConfig, resolveVariable)
          for (const { overrides } of Object.values(config.solidity.profiles)) {
            const [shared] = Object.values(overrides)
            if (shared) for (const file of Object.keys(overrides)) overrides[file] = shared
          }
          return config
        },
      }),
    }),
  },
}
