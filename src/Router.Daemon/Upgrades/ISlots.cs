using Router.Bundles.Receiving;
using Router.Daemon.Engine;

namespace Router.Daemon.Upgrades;

/// <summary>The slots of this machine.</summary>
internal interface ISlots
{
    /// <summary>
    /// The one that does not run, and the time that its trial is to have. What is disposable is disposed when the upgrade ends.
    /// </summary>
    /// <exception cref="RefusedException">There is none, or what runs is on trial and may need it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    ISlotTarget OpenTarget(Author by, TimeSpan trial);

    /// <summary>What runs.</summary>
    ISlotSource Running { get; }
}
