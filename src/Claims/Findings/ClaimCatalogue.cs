using System.Collections.Immutable;
using Repro.Claims.Findings.AdditionCircuits;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.SubtractionCircuits;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings;

/// <summary>All claims, in the order of their ids.</summary>
public static class ClaimCatalogue
{
    /// <summary>Every claim with its measurement.</summary>
    public static ImmutableArray<IClaimMeasurement> All { get; } =
    [
        new LayoutAndAlgorithm(),
        new AdditionAccuracy(),
        new AdditionModels(),
        new TooSmallShapes(),
        new LossSpikes(),
        new AdditionSeeds(),
        new FullSizeAddition(),
        new OneLayerErrors(),
        new UsefulPositions(),
        new OneDigitEach(),
        new SeveralDigitsBefore(),
        new NodeCounts(),
        new BaseAddEveryDigit(),
        new MakeCarry(),
        new SplitBaseAdd(),
        new TriStateHeads(),
        new PairsCovered(),
        new ResolvedCarry(),
        new RedundantResolution(),
        new CommonAlgorithm(),
        new MappedNodesSuffice(),
        new QuestionSetOverlap(),
        new SteppedCombiner(),
        new CarryNotAtEqualsSign(),
        new LateLinearCarry(),
        new NoThirdState(),
        new MakeCarryOfOnePair(),
        new HeadPurposes(),
        new FetchedBaseAdd(),
        new SingleTriStateHeads(),
        new OneLayerLoss(),
        new OneLayerAlgorithm(),
        new OneLayerHeadPurposes(),
        new OneLayerNodeCounts(),
        new CarryHeadsLook(),
        new TriStateHeadsRedundant(),
        new BaseAddNotWritten(),
        new TwoLayerLoss(),
        new EarlyPositionsUnused(),
        new CarryByLastHeads(),
        new MixedFromScratch(),
        new MixedTraining(),
        new Initialisation(),
        new InitialisedModels(),
        new FreezingMethods(),
        new FullSizeInitialised(),
        new SharedBaseValues(),
        new SharedNodesOfAllKinds(),
        new InsertedNodesShared(),
        new InsertedNodesStillAdd(),
        new SwappedOperation(),
        new RuleHead(),
        new FirstDigitSign(),
        new MapLacksLastHeads(),
        new FasterStart(),
        new MixedAlgorithm(),
        new SharedByPublishedPairs(),
        new DifferenceWithoutSign(),
        new MixedNodeCounts(),
        new MixedCombiner(),
        new LinearCarryOfAllKinds(),
        new BorrowByLastHeads(),
        new CarryPastLastHeads(),
        new DistributedOperation(),
        new MixedHeadPurposes(),
        new SampleMapAgain(),
        new OperationHead(),
        new DifferenceWithoutSignElsewhere(),
        new OrderUnseen(),
        new SignAtEqualsSign(),
        new BorrowWrittenByLastHeads(),
        new TriStatesOfAllKinds(),
        new TriStatesBeforeLastLayer(),
        new SumNineUnused(),
        new SeedSensitivity(),
        new BorrowHeadsMakeCarries(),
        new SampleInventory(),
        new StartBySize(),
        new MixedBySize(),
        new SubtractionAlone(),
        new SubtractionAgainstAddition(),
        new SubtractionAlgorithm(),
        new SignErrors(),
        new SubtractionNodeCounts(),
        new OrderSeen(),
    ];

    /// <summary>The claim of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IClaimMeasurement Find(string id) =>
        All.FirstOrDefault(measurement => string.Equals(measurement.Claim.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"There is no claim '{id}'; there are {string.Join(", ", All.Select(m => m.Claim.Id))}.");
}
