using Router.Bundles.Receiving;
using Router.Daemon.Engine;
using Router.Daemon.Upgrades;
using Router.Testing.Bundles;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Two slots in memory.</summary>
internal sealed class FakeSlots : ISlots
{
    public MemorySlot Other { get; } = new(1 << 20);

    public bool IsMissing { get; set; }

    public ISlotSource Running { get; set; } = MemorySource.Nothing;

    public ISlotTarget OpenTarget(Author by, TimeSpan trial) => IsMissing ? throw new RefusedException("there is no other slot") : Other;
}
