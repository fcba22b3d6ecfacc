// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Assert} from "./Assert.sol";
import {vm} from "./Vm.sol";

/// @notice Deploys from the build's artifacts: what is tested is the code that is shipped, whatever settings tests use.
abstract contract Deploy is Assert {
    /// @param artifact `File.sol:Contract`.
    /// @param args ABI-encoded constructor arguments.
    function deploy(string memory artifact, bytes memory args) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), args);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        assertTrue(deployed != address(0), string.concat("deployed ", artifact));
    }
}
