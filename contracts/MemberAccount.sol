// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC7821} from "@openzeppelin/contracts/account/extensions/draft-ERC7821.sol";
import {ERC4337Utils} from "@openzeppelin/contracts/account/utils/ERC4337Utils.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {AccountRecovery} from "./account/AccountRecovery.sol";
import {OperationHashes} from "./account/OperationHashes.sol";
import {IMemberAccount} from "./interfaces/IMemberAccount.sol";

/// @notice A member's own account (see `IMemberAccount`), as the clones of `MemberAccountFactory` run it. It also takes
/// vouchers, tickets and badges that are sent to it.
/// @dev The implementation itself belongs to nobody: what stands in its code where a clone has its key is no key.
contract MemberAccount is AccountRecovery, ERC7739, ERC7821, ERC721Holder, ERC1155Holder {
    using BitMaps for BitMaps.BitMap;

    BitMaps.BitMap private _usedNonces;

    constructor() EIP712("MemberAccount", "1") {}

    /// @inheritdoc IMemberAccount
    function isNonceUsed(uint256 nonce) external view returns (bool) {
        return _usedNonces.get(nonce);
    }

    /// @inheritdoc IMemberAccount
    function executeSigned(Call[] calldata calls, uint256 nonce, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
        if (_usedNonces.get(nonce)) revert NonceUsed(nonce);
        bytes32 digest = _hashTypedDataV4(OperationHashes.hash(calls, nonce, deadline));
        if (!_rawSignatureValidation(digest, signature)) revert SignatureInvalid(address(this));
        _usedNonces.set(nonce);

        for (uint256 i = 0; i < calls.length; ++i) _make(calls[i]);

        emit OperationExecuted(nonce);
    }

    /// @notice EntryPoint v0.8. It lies at the same address, with the same code, on every chain that has it.
    function entryPoint() public pure override returns (IEntryPoint) {
        return ERC4337Utils.ENTRYPOINT_V08;
    }

    function _erc7821AuthorizedExecutor(
        address caller,
        bytes32 mode,
        bytes calldata executionData
    ) internal view override returns (bool) {
        return caller == address(entryPoint()) || super._erc7821AuthorizedExecutor(caller, mode, executionData);
    }

    function _make(Call calldata item) private {
        address to = item.to == address(0) ? address(this) : item.to;
        if (!LowLevelCall.callNoReturn(to, item.value, item.data)) LowLevelCall.bubbleRevert();
    }
}
