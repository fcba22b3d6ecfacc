/**
 * The old code generator compiles a mutant in a tenth of the time, but has less room for local variables. These
 * rewritings give it room and change nothing else; they are applied to every mutant and to the unmutated contracts,
 * which must pass all tests first.
 */
interface Rewriting {
  readonly file: string
  readonly find: string
  readonly replace: string
}

const helpers = `    /* PRIVATE */

    function _emitBatch(
        uint256 sequence,
        bytes32 root,
        uint256 count,
        uint256 points,
        uint256 epoch,
        uint256 life,
        uint32 window
    ) private {
        emit BatchMinted(
            brandId(), sequence, root, msg.sender, count, points, block.timestamp, uint16(epoch), uint8(life), window
        );
    }

    function _emitReversed(
        uint256 sequence,
        uint256 total,
        address member,
        uint256 asked,
        uint256 missing,
        address moved,
        Lots here,
        Lots there
    ) private {
        emit Reversed(
            brandId(), sequence, member, asked, asked - missing, missing, total, moved,
            Lots.unwrap(here), Lots.unwrap(there)
        );
    }
`

const batchEvent = `        emit BatchMinted(
            id,
            sequence,
            purchasesRoot,
            msg.sender,
            credits.length,
            points,
            block.timestamp,
            uint16(epoch),
            uint8(life),
            returnWindow
        );
`

const reversedEvent = `        emit Reversed({
            brandId: id,
            sequence: run.sequence,
            member: member,
            asked: more,
            taken: more - missing,
            short: missing,
            total: item.total,
            movedTo: moved,
            lotsAtMember: Lots.unwrap(lotsHere),
            lotsAtMovedTo: Lots.unwrap(lotsMoved)
        });
`

const inToken: readonly (readonly [string, string])[] = [
  ['    /* PRIVATE */\n', helpers],
  [batchEvent, '        _emitBatch(sequence, purchasesRoot, credits.length, points, epoch, life, returnWindow);\n'],
  [
    reversedEvent,
    '        _emitReversed(run.sequence, item.total, member, more, missing, moved, lotsHere, lotsMoved);\n',
  ],
  [
    'uint256 credit = uint256(run.credits[item.position]);\n        address member = address(uint160(credit >> 96));',
    'address member;\n        {\n        uint256 credit = uint256(run.credits[item.position]);\n        member = address(uint160(credit >> 96));',
  ],
  [
    '        reversedOf[run.sequence][member] = item.total;\n',
    '        reversedOf[run.sequence][member] = item.total;\n        }\n',
  ],
  [
    '        bool never = state.has(BrandStateLib.NEVER_EXPIRES);\n        uint256 first = _laneOfCredit(run, never);',
    '        uint256 first = _laneOfCredit(run, neverExpires());',
  ],
  ['_takeBack(id, member, more, first, never)', '_takeBack(brandId(), member, more, first, neverExpires())'],
  ['_takeBack(id, moved, missing, first, never)', '_takeBack(brandId(), moved, missing, first, neverExpires())'],
  [
    '        bool never = state.has(BrandStateLib.NEVER_EXPIRES);\n        (Lots live, uint256 expired) =',
    '        (Lots live, uint256 alive) =',
  ],
  [' never);\n        uint256 alive = points - expired;', ' neverExpires());\n        alive = points - alive;'],
  ['_give(state, member, live, never)', '_give(state, member, live, neverExpires())'],
  ['        bool never = neverExpires();\n        uint256 previous;', '        uint256 previous;'],
  ['lots.aged(epoch, never);', 'lots.aged(epoch, neverExpires());'],
  ['_emitExpired(id, member, fell);', '_emitExpired(brandId(), member, fell);'],
]

const inBrands: readonly (readonly [string, string])[] = [
  [
    'NetworkState network = _network.plusBrand();\n        _network = network;\n        brandId = uint32(network.brandCount());',
    '_network = _network.plusBrand();\n        brandId = uint32(_network.brandCount());',
  ],
  [
    `Create3.deploy(
            0,
            bytes32(uint256(brandId)),
            TokenArgs.creationCode(tokenImplementation, brandId, neverExpires, name, symbol)
        );`,
    '_deployToken(brandId, neverExpires, name, symbol);',
  ],
  [
    '    /* PRIVATE */\n',
    `    /* PRIVATE */

    function _deployToken(uint32 brandId, bool neverExpires, string calldata name, string calldata symbol)
        private
        returns (address)
    {
        bytes memory code = TokenArgs.creationCode(tokenImplementation, brandId, neverExpires, name, symbol);
        return Create3.deploy(0, bytes32(uint256(brandId)), code);
    }
`,
  ],
]

const inMembers: readonly (readonly [string, string])[] = [
  [
    `        NetworkState network = _network;
        IPointsToken from = _tokenIn(network, fromBrandId);
        IPointsToken to = _tokenIn(network, toBrandId);
        _checkMayMove(network, member);
`,
    `        IPointsToken from = _tokenIn(_network, fromBrandId);
        IPointsToken to = _tokenIn(_network, toBrandId);
        _checkMayMove(_network, member);
`,
  ],
  [
    'to.mintIn(member, value, lotsIn, points, permanent, fromBrandId)',
    '_enter(member, fromBrandId, points, value, lotsIn, permanent, to)',
  ],
  [
    '    /* PRIVATE */\n',
    `    /* PRIVATE */

    function _enter(
        address member,
        uint32 fromBrandId,
        uint256 points,
        uint256 value,
        uint256 lotsIn,
        bool permanent,
        IPointsToken to
    ) private returns (uint256, uint256) {
        return to.mintIn(member, value, lotsIn, points, permanent, fromBrandId);
    }
`,
  ],
]

const rewritings: readonly Rewriting[] = [
  ...inToken.map(([find, replace]) => ({ file: 'PointsToken.sol', find, replace })),
  ...inBrands.map(([find, replace]) => ({ file: 'hub/HubBrands.sol', find, replace })),
  ...inMembers.map(([find, replace]) => ({ file: 'hub/HubMembers.sol', find, replace })),
]

/** The source with room for the old code generator. */
export function makeRoom(file: string, source: string): string {
  let text = source
  for (const rewriting of rewritings) {
    if (rewriting.file !== file) continue
    if (text.split(rewriting.find).length !== 2) {
      throw new Error(`contracts/${file} changed: adapt scripts/mutation/make-room.ts at\n${rewriting.find}`)
    }
    text = text.replace(rewriting.find, () => rewriting.replace)
  }
  return text
}
