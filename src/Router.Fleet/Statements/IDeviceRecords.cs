namespace Router.Fleet.Statements;

/// <summary>What a desk remembers of its devices, over its runs.</summary>
public interface IDeviceRecords
{
    /// <summary>Null: it was never heard.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    DeviceRecord? Read(string device);

    /// <summary>Changes what is remembered, one at a time of all programs on this desk.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="change">Of what is known now (null: nothing) to what is to be.</param>
    /// <exception cref="IOException">It cannot be read, or kept.</exception>
    void Change(string device, Func<DeviceRecord?, DeviceRecord> change);
}
