#:project ..
#:property PublishAot=false
// Trains the churn model anew and writes model/churn.json. The data is generated from a seed, so the file is always the same.
// Run it with: dotnet demo/train.cs
using System.Runtime.CompilerServices;
using Camp.Predict;

var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "model", "churn.json");
var data = ChurnData.Generate(seed: 16, count: 4_000);
var model = Trainer.Train("2026-11", data);
await model.SaveAsync(file, CancellationToken.None);
Console.WriteLine($"{Path.GetFullPath(file)}: trained on {data.Count} customers, of whom {data.Count(one => one.Left)} left");
Console.WriteLine($"right for {Trainer.Accuracy(model, data):P1} of them, and for {Trainer.Accuracy(model, ChurnData.Generate(seed: 17, count: 4_000)):P1} of 4000 it has never seen");

static string ThisFile([CallerFilePath] string path = "") => path;
