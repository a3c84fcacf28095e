using System.Text;
using Router.Api.Controllers;
using Router.Features.Configuration;

namespace Router.Controller.Front;

/// <summary>Whether an order can be taken. What a device cannot run, that device says.</summary>
internal static class OrderChecks
{
    private const int LongestSeconds = 7 * 24 * 3600, ShortestConfirm = 10, LongestConfirm = 24 * 3600;

    /// <exception cref="Refusal">It cannot.</exception>
    public static void Check(RolloutOrder order, string[] known)
    {
        if (order.Devices.Count == 0)
            throw Refusal.Wrong("the order names no device");
        if (order.Devices.Select(device => device.Device).Except(known).ToList() is { Count: > 0 } strange)
            throw Refusal.Wrong($"not known here: {string.Join(", ", strange)}; a token makes a device known");
        if (order.Devices.GroupBy(device => device.Device).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refusal.Wrong($"{twice.Key} stands twice in the order");
        Within("canary", order.Canary, 0, int.MaxValue);
        Within("wave", order.Wave, 0, int.MaxValue);
        Within("maxFailures", order.MaxFailures, 0, int.MaxValue);
        Within("pauseSeconds", order.PauseSeconds, 0, LongestSeconds);
        Within("withinSeconds", order.WithinSeconds, 1, LongestSeconds);
        Within("confirmSeconds", order.ConfirmSeconds, ShortestConfirm, LongestConfirm);
        foreach (var device in order.Devices)
        {
            var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(device.Document));
            if (reading.Problems.Count > 0)
                throw Refusal.Wrong($"the document of {device.Device}: {reading.Problems[0].ToString("document")}");
            if (reading.Config.System.Controller is null)
                throw Refusal.Wrong($"the document of {device.Device} names no controller: it would leave this one (system controller)");
        }
    }

    private static void Within(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            throw Refusal.Wrong($"{name} is {value}: it is to be {least} to {most}");
    }
}
