using System.Globalization;
using System.Text;
using System.Xml;
using Router.Ctl.Cli;
using Router.Ctl.Push;

namespace Router.Ctl.Fleets;

/// <summary>A push as test results, for whoever runs it by a pipeline: a device is a test.</summary>
internal static class JUnitReport
{
    public static string Of(FleetResult result)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = true }))
        {
            var reports = result.Reports;
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "fleet push");
            xml.WriteAttributeString("timestamp", result.Started.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("tests", Number(reports.Count));
            xml.WriteAttributeString("failures", Number(reports.Count(report => !report.Good && !WasSkipped(report))));
            xml.WriteAttributeString("skipped", Number(reports.Count(WasSkipped)));
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("time", Seconds(reports.Sum(report => report.Seconds)));
            foreach (var device in result.Devices)
                Write(xml, device);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return text.Append('\n').ToString();
    }

    private static void Write(XmlWriter xml, DeviceResult device)
    {
        var report = device.Report;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "fleet");
        xml.WriteAttributeString("name", report.Device);
        xml.WriteAttributeString("time", Seconds(report.Seconds));
        if (!report.Good)
        {
            xml.WriteStartElement(WasSkipped(report) ? "skipped" : "failure");
            xml.WriteAttributeString("message", Printable.Line($"{OutcomeWords.Of(report.Outcome)}: {report.Detail}"));
            xml.WriteString(string.Join('\n', report.Problems.Select(problem => Printable.Line(problem.ToString(report.Device)))));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static bool WasSkipped(Router.Fleet.Push.PushReport report) => report.Outcome == Router.Fleet.Push.DeviceOutcome.Skipped;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
